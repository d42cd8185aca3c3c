//! What must not be believed.

use super::*;
use crate::{
    digest::base64url,
    mint,
    signer::{self, Signer},
};
use domain::{
    application::KeyCustody,
    signing_key::{KeyStatus, SigningKey},
};
use protocol::{acr::Acr, jwt::claims::Epochs};

const NOW: Timestamp = Timestamp::from_secs(1_800_000_000);
const ISSUER: &str = "https://acme.example.com";

fn key(alg: Alg) -> (SigningKey, Vec<u8>) {
    let (pkcs8, public) = signer::generate(alg).unwrap_or_else(|_| unreachable!());
    let kid = public.kid.clone().unwrap_or_default();
    let key = SigningKey {
        kid,
        alg,
        status: KeyStatus::Active,
        custody: KeyCustody::Wrapped,
        public,
        wrapped: None,
        kms_key_id: None,
        created_at: NOW,
        activated_at: Some(NOW),
        drop_at: None,
    };
    (key, pkcs8.to_vec())
}

fn ring() -> Ring {
    Ring::of_local_keys(vec![key(Alg::ES256), key(Alg::RS256)]).unwrap_or_else(|_| unreachable!())
}

fn access() -> AccessTokenClaims {
    AccessTokenClaims {
        iss: ISSUER.into(),
        sub: "usr_1".into(),
        aud: Audience::One(ISSUER.into()),
        exp: NOW.secs() + 60,
        iat: NOW.secs(),
        jti: "j".into(),
        client_id: "cli_1".into(),
        scope: ["openid"].into_iter().collect(),
        epo: Epochs {
            application: 1,
            client: 1,
            user: Some(1),
        },
        auth_time: None,
        acr: None,
        amr: Vec::new(),
        sid: None,
        roles: Vec::new(),
        userinfo_claims: Vec::new(),
        custom: serde_json::Map::new(),
    }
}

fn expect() -> Expect<'static> {
    Expect {
        issuer: ISSUER,
        audience: Some(ISSUER),
        now: NOW,
    }
}

fn signer_of(ring: &Ring, alg: Alg) -> &Signer {
    ring.signer(alg).unwrap_or_else(|| unreachable!())
}

#[tokio::test]
async fn every_minted_token_is_read_back_by_jsonwebtoken() {
    let ring = ring();
    for alg in Alg::SIGNING {
        let token = mint::access_token(signer_of(&ring, alg), &access())
            .await
            .unwrap_or_default();
        assert_eq!(access_token(&ring, &token, &expect()), Ok(access()), "{alg}");
    }
}

#[tokio::test]
async fn jw_02_another_algorithm_or_none_is_refused() {
    let ring = ring();
    let token = mint::access_token(signer_of(&ring, Alg::ES256), &access())
        .await
        .unwrap_or_default();
    let payload = token.split('.').nth(1).unwrap_or_default();
    let signature = token.rsplit('.').next().unwrap_or_default();
    let kid = signer_of(&ring, Alg::ES256).kid().to_owned();
    for alg in ["none", "HS256", "RS256", "PS256", "ES384"] {
        let header = base64url(format!(r#"{{"typ":"at+jwt","alg":"{alg}","kid":"{kid}"}}"#).as_bytes());
        // The last one is what the key itself would sign: only the name of the algorithm is wrong.
        let message = format!("{header}.{payload}");
        let own = signer_of(&ring, Alg::ES256).sign(message.as_bytes()).await;
        let own = base64url(&own.unwrap_or_default());
        for last in ["", signature, &own] {
            assert!(
                access_token(&ring, &format!("{header}.{payload}.{last}"), &expect()).is_err(),
                "{alg}"
            );
        }
    }
}

#[tokio::test]
async fn jw_07_no_kind_is_accepted_where_another_is_expected() {
    let ring = ring();
    let signer = signer_of(&ring, Alg::RS256);
    let id = IdTokenClaims {
        iss: ISSUER.into(),
        sub: "usr_1".into(),
        aud: Audience::One(ISSUER.into()),
        exp: NOW.secs() + 60,
        iat: NOW.secs(),
        auth_time: NOW.secs(),
        nonce: None,
        acr: Acr::OneFactor,
        amr: Vec::new(),
        sid: None,
        at_hash: None,
        azp: None,
        person: serde_json::Map::new(),
    };
    let id_token = mint::id_token(signer, &id).await.unwrap_or_default();
    let access = mint::access_token(signer, &access()).await.unwrap_or_default();
    assert_eq!(access_token(&ring, &id_token, &expect()), Err(VerifyError::Kind));
    assert_eq!(
        id_token_hint(&ring, &access, ISSUER, NOW).err(),
        Some(VerifyError::Kind)
    );
    assert!(id_token_hint(&ring, &id_token, ISSUER, NOW.plus_secs(86_400)).is_ok());
}

#[tokio::test]
async fn jw_08_the_audience_is_mandatory_and_exact() {
    let ring = ring();
    let signer = signer_of(&ring, Alg::ES256);
    for aud in [
        Audience::Many(Vec::new()),
        Audience::One(format!("{ISSUER}/")),
        Audience::One("https://globex.example.com".into()),
    ] {
        let token = mint::access_token(signer, &AccessTokenClaims { aud, ..access() })
            .await
            .unwrap_or_default();
        assert_eq!(access_token(&ring, &token, &expect()), Err(VerifyError::Audience));
    }
}

#[tokio::test]
async fn times_issuer_keys_and_shape_are_judged() {
    let ring = ring();
    let signer = signer_of(&ring, Alg::ES256);
    let made = async |claims: AccessTokenClaims| mint::access_token(signer, &claims).await.unwrap_or_default();
    let late = made(AccessTokenClaims {
        exp: NOW.secs(),
        ..access()
    })
    .await;
    assert_eq!(access_token(&ring, &late, &expect()), Err(VerifyError::Time));
    let early = made(AccessTokenClaims {
        iat: NOW.secs() + 31,
        ..access()
    })
    .await;
    assert_eq!(access_token(&ring, &early, &expect()), Err(VerifyError::Time));
    let other = made(AccessTokenClaims {
        iss: "https://globex.example.com".into(),
        ..access()
    })
    .await;
    assert_eq!(access_token(&ring, &other, &expect()), Err(VerifyError::Issuer));
    let good = made(access()).await;
    assert_eq!(
        access_token(&super::tests::ring(), &good, &expect()),
        Err(VerifyError::Key)
    );
    for bad in [
        String::new(),
        "a.b".into(),
        format!("{good}.x"),
        format!("{good}="),
        good.replace('.', ".."),
        "x".repeat(9000),
    ] {
        assert!(access_token(&ring, &bad, &expect()).is_err(), "{bad}");
    }
}

#[tokio::test]
async fn ca_02_an_assertion_is_for_exactly_our_issuer() {
    let (key, pkcs8) = key(Alg::ES256);
    let signer = Signer::local(key.kid.clone(), Alg::ES256, &pkcs8).unwrap_or_else(|_| unreachable!());
    let keys = JwkSet { keys: vec![key.public] };
    let made = async |aud: &str, exp: i64| {
        let header = base64url(br#"{"alg":"ES256"}"#);
        let body =
            base64url(format!(r#"{{"iss":"cli_1","sub":"cli_1","aud":{aud},"exp":{exp},"jti":"j"}}"#).as_bytes());
        let message = format!("{header}.{body}");
        let signature = signer.sign(message.as_bytes()).await.unwrap_or_default();
        format!("{message}.{}", base64url(&signature))
    };
    let exp = NOW.secs() + 60;
    let judge = |token: &str| client_assertion(&keys, token, "cli_1", ISSUER, None, NOW).map(|claims| claims.jti);
    assert_eq!(judge(&made(&format!("\"{ISSUER}\""), exp).await), Ok("j".to_owned()));
    assert_eq!(
        judge(&made(&format!("\"{ISSUER}/oauth2/token\""), exp).await),
        Err(VerifyError::Audience)
    );
    assert_eq!(
        judge(&made(&format!("[\"{ISSUER}\",\"https://other.example\"]"), exp).await),
        Err(VerifyError::Audience)
    );
    assert_eq!(
        judge(&made(&format!("\"{ISSUER}\""), NOW.secs() + 3600).await),
        Err(VerifyError::Time)
    );
    assert_eq!(
        judge(&made(&format!("\"{ISSUER}\""), NOW.secs() - 31).await),
        Err(VerifyError::Time)
    );
    assert_eq!(
        client_assertion(
            &keys,
            &made(&format!("\"{ISSUER}\""), exp).await,
            "cli_2",
            ISSUER,
            None,
            NOW
        )
        .err(),
        Some(VerifyError::Issuer)
    );
    assert_eq!(
        unverified_subject(&made(&format!("\"{ISSUER}\""), exp).await),
        Some("cli_1".to_owned())
    );
}
