//! The least a token endpoint can do: read HTTP, hash the client's secret, sign one ES256 token, answer. No store, no rules, a thread per connection.

use crate::{Outcome, process};
use aws_lc_rs::{
    digest,
    rand::{SecureRandom, SystemRandom},
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use std::{
    io::{Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
};

/// The only client there is.
pub(crate) const SECRET: &str = "secret-secret-secret";

struct Floor {
    key: EcdsaKeyPair,
    jwks: String,
    secret: digest::Digest,
    issuer: String,
    chance: SystemRandom,
}

fn made(port: u16) -> Outcome<Floor> {
    let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).map_err(|error| error.to_string())?;
    let point = key.public_key().as_ref().to_vec();
    let coordinate = |from: usize| URL_SAFE_NO_PAD.encode(point.get(from..from + 32).unwrap_or_default());
    let jwks = format!(
        r#"{{"keys":[{{"kty":"EC","crv":"P-256","alg":"ES256","use":"sig","kid":"k1","x":"{}","y":"{}"}}]}}"#,
        coordinate(1),
        coordinate(33)
    );
    Ok(Floor {
        key,
        jwks,
        secret: digest::digest(&digest::SHA256, SECRET.as_bytes()),
        issuer: format!("http://127.0.0.1:{port}"),
        chance: SystemRandom::new(),
    })
}

impl Floor {
    fn token(&self) -> Outcome<String> {
        let hash = digest::digest(&digest::SHA256, SECRET.as_bytes());
        if hash.as_ref() != self.secret.as_ref() {
            return Err("another secret".to_owned());
        }
        let mut jti = [0; 16];
        self.chance.fill(&mut jti).map_err(|error| error.to_string())?;
        let now = process::epoch();
        let claims = format!(
            r#"{{"jti":"{}","sub":"m2m","iat":{now},"exp":{},"scope":"api","client_id":"m2m","iss":"{}","aud":"urn:api"}}"#,
            URL_SAFE_NO_PAD.encode(jti),
            now + 3600,
            self.issuer
        );
        let mut token = String::with_capacity(600);
        URL_SAFE_NO_PAD.encode_string(br#"{"alg":"ES256","typ":"at+jwt","kid":"k1"}"#, &mut token);
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(claims, &mut token);
        let signature = self.key.sign(&self.chance, token.as_bytes());
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(signature.map_err(|error| error.to_string())?, &mut token);
        Ok(format!(
            r#"{{"access_token":"{token}","expires_in":3600,"scope":"api","token_type":"Bearer"}}"#
        ))
    }

    fn converse(&self, stream: &mut TcpStream) -> Outcome<()> {
        let said = |error: std::io::Error| error.to_string();
        stream.set_nodelay(true).map_err(said)?;
        let (mut buffer, mut filled) = (vec![0_u8; 8192], 0);
        loop {
            let request = loop {
                let seen = buffer.get(..filled).unwrap_or_default();
                if let Some(found) = framed(seen) {
                    break found;
                }
                let read = stream
                    .read(buffer.get_mut(filled..).unwrap_or_default())
                    .map_err(said)?;
                if read == 0 {
                    return Ok(());
                }
                filled += read;
            };
            let body = if request.1 { self.jwks.clone() } else { self.token()? };
            let head =
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncache-control: no-store\r\ncontent-length: ";
            let answer = format!("{head}{}\r\n\r\n{body}", body.len());
            stream.write_all(answer.as_bytes()).map_err(said)?;
            buffer.copy_within(request.0..filled, 0);
            filled -= request.0;
        }
    }
}

/// The length of the first whole request, and whether it is a GET.
fn framed(bytes: &[u8]) -> Option<(usize, bool)> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let head = std::str::from_utf8(bytes.get(..end)?).ok()?;
    let length = head.split("\r\n").find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.trim().parse::<usize>().ok())?
    });
    let whole = end + length.unwrap_or(0);
    (bytes.len() >= whole).then_some((whole, head.starts_with("GET")))
}

/// Serves until the process ends.
pub(crate) fn serve(port: u16) -> Outcome<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| error.to_string())?;
    let floor = made(port)?;
    println!("ready");
    std::thread::scope(|scope| {
        for stream in listener.incoming() {
            let mut stream = stream.map_err(|error| error.to_string())?;
            let floor = &floor;
            // A connection that breaks is the generator's end.
            scope.spawn(move || floor.converse(&mut stream));
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::framed;

    #[test]
    fn a_request_is_whole_when_its_body_is() {
        let head = b"POST /token HTTP/1.1\r\nContent-Length: 3\r\n\r\n";
        assert_eq!(framed(head), None);
        assert_eq!(
            framed(&[head.as_slice(), b"abcd"].concat()),
            Some((head.len() + 3, false))
        );
    }
}
