import { type Framework, NO_SECRET } from './frameworks'

export const python: Framework = {
  id: 'python',
  name: 'Python',
  about: 'Flask with Authlib',
  type: 'web',
  redirectUri: 'http://localhost:5000/callback',
  postLogoutRedirectUri: 'http://localhost:5000/',
  install: 'pip install flask authlib requests',
  files: ({ issuer, clientId, clientSecret }) => [
    {
      name: 'app.py',
      code: `import os
from authlib.integrations.flask_client import OAuth
from flask import Flask, redirect, session, url_for

app = Flask(__name__)
app.secret_key = os.urandom(32)
aero2 = OAuth(app).register(
    "aero2",
    server_metadata_url="${issuer}/.well-known/openid-configuration",
    client_id="${clientId}",
    client_secret=os.environ["AERO2_CLIENT_SECRET"],
    client_kwargs={"scope": "openid profile email", "code_challenge_method": "S256"},
)

@app.get("/")
def home():
    user = session.get("user")
    return f"Hello {user['email']}" if user else '<a href="/login">Sign in</a>'

@app.get("/login")
def login():
    return aero2.authorize_redirect(url_for("callback", _external=True))

@app.get("/callback")
def callback():
    session["user"] = aero2.authorize_access_token()["userinfo"]
    return redirect("/")`,
    },
    { name: 'terminal', code: `export AERO2_CLIENT_SECRET=${clientSecret ?? NO_SECRET}\nflask run --host localhost --port 5000` },
  ],
  run: 'flask run --host localhost --port 5000',
  open: 'http://localhost:5000',
  needsHosts: true,
}

export const go: Framework = {
  id: 'go',
  name: 'Go',
  about: 'net/http with go-oidc',
  type: 'web',
  redirectUri: 'http://localhost:8080/callback',
  postLogoutRedirectUri: 'http://localhost:8080/',
  install: 'go mod init my-app\ngo get github.com/coreos/go-oidc/v3/oidc golang.org/x/oauth2',
  files: ({ issuer, clientId, clientSecret, redirectUri }) => [
    {
      name: 'main.go',
      code: `package main

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"os"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

func main() {
	aero2, err := oidc.NewProvider(context.Background(), "${issuer}")
	if err != nil {
		log.Fatal(err)
	}
	config := oauth2.Config{
		ClientID:     "${clientId}",
		ClientSecret: os.Getenv("AERO2_CLIENT_SECRET"),
		Endpoint:     aero2.Endpoint(),
		RedirectURL:  "${redirectUri}",
		Scopes:       []string{oidc.ScopeOpenID, "profile", "email"},
	}
	verifier := aero2.Verifier(&oidc.Config{ClientID: config.ClientID})

	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		pkce, state := oauth2.GenerateVerifier(), oauth2.GenerateVerifier()
		for name, value := range map[string]string{"pkce": pkce, "state": state} {
			http.SetCookie(w, &http.Cookie{Name: name, Value: value, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode})
		}
		http.Redirect(w, r, config.AuthCodeURL(state, oauth2.S256ChallengeOption(pkce)), http.StatusFound)
	})
	http.HandleFunc("/callback", func(w http.ResponseWriter, r *http.Request) {
		state, err := r.Cookie("state")
		pkce, err2 := r.Cookie("pkce")
		if err != nil || err2 != nil || r.FormValue("state") != state.Value {
			http.Error(w, "this sign-in was not begun here", http.StatusBadRequest)
			return
		}
		token, err := config.Exchange(r.Context(), r.FormValue("code"), oauth2.VerifierOption(pkce.Value))
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		raw, _ := token.Extra("id_token").(string)
		id, err := verifier.Verify(r.Context(), raw)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		var user struct{ Email string }
		_ = id.Claims(&user)
		fmt.Fprintf(w, "Hello %s", user.Email)
	})
	log.Fatal(http.ListenAndServe("localhost:8080", nil))
}`,
    },
    { name: 'terminal', code: `export AERO2_CLIENT_SECRET=${clientSecret ?? NO_SECRET}\ngo run .` },
  ],
  run: 'go run .',
  open: 'http://localhost:8080',
  needsHosts: true,
}

export const axum: Framework = {
  id: 'axum',
  name: 'Rust',
  about: 'axum, checking access tokens',
  type: 'native',
  redirectUri: 'http://localhost:8910/callback',
  postLogoutRedirectUri: 'http://localhost:8910/',
  install: 'cargo add axum jsonwebtoken@9 reqwest@0.12 -F reqwest/json\ncargo add tokio -F full && cargo add serde_json',
  files: ({ issuer }) => [
    {
      name: 'src/main.rs',
      code: `use axum::{Router, extract::State, http::{HeaderMap, StatusCode}, routing::get};
use jsonwebtoken::{DecodingKey, Validation, decode, decode_header, jwk::JwkSet};

const ISSUER: &str = "${issuer}";

#[tokio::main]
async fn main() {
    let keys: JwkSet = reqwest::get(format!("{ISSUER}/.well-known/jwks.json"))
        .await.expect("the issuer answers").json().await.expect("a key set");
    let app = Router::new().route("/", get(hello)).with_state(keys);
    let listener = tokio::net::TcpListener::bind("localhost:8080").await.expect("a free port");
    axum::serve(listener, app).await.expect("it serves");
}

async fn hello(State(keys): State<JwkSet>, headers: HeaderMap) -> Result<String, StatusCode> {
    let claims = verified(&keys, &headers).ok_or(StatusCode::UNAUTHORIZED)?;
    Ok(format!("Hello {}\\n", claims["sub"]))
}

fn verified(keys: &JwkSet, headers: &HeaderMap) -> Option<serde_json::Value> {
    let token = headers.get("authorization")?.to_str().ok()?.strip_prefix("Bearer ")?;
    let header = decode_header(token).ok()?;
    let key = keys.find(header.kid.as_deref()?)?;
    let mut rules = Validation::new(header.alg);
    rules.set_issuer(&[ISSUER]);
    rules.set_audience(&[ISSUER]);
    let key = DecodingKey::from_jwk(key).ok()?;
    Some(decode::<serde_json::Value>(token, &key, &rules).ok()?.claims)
}`,
    },
    {
      name: 'terminal',
      code: `cargo run\n# with an access token, from the plain quickstart:\ncurl localhost:8080 -H "Authorization: Bearer $ACCESS_TOKEN"`,
    },
  ],
  run: 'cargo run',
  open: 'http://localhost:8080',
  needsHosts: true,
}

export const curl: Framework = {
  id: 'curl',
  name: 'Plain HTTP',
  about: 'Every step of the protocol, with curl',
  type: 'native',
  redirectUri: 'http://localhost:8910/callback',
  postLogoutRedirectUri: 'http://localhost:8910/',
  install: '',
  files: ({ issuer, clientId, redirectUri }) => [
    {
      name: 'sign-in.sh',
      code: `issuer=${issuer} client=${clientId}
verifier=$(openssl rand -hex 32)
challenge=$(printf %s "$verifier" | openssl dgst -sha256 -binary | openssl base64 -A | tr '+/' '-_' | tr -d =)

echo "Open: $issuer/oauth2/authorize?response_type=code&client_id=$client&redirect_uri=${encodeURIComponent(redirectUri)}&scope=openid%20profile%20email&state=$(openssl rand -hex 8)&code_challenge=$challenge&code_challenge_method=S256"
echo "The browser ends at ${redirectUri}?code=… which nothing serves. Copy the code from its address."
read -rp 'code: ' code

tokens=$(curl -s "$issuer/oauth2/token" -d grant_type=authorization_code -d client_id=$client \\
  -d redirect_uri=${redirectUri} -d "code=$code" -d code_verifier=$verifier)
echo "$tokens"
export ACCESS_TOKEN=$(printf %s "$tokens" | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
curl -s "$issuer/oauth2/userinfo" -H "Authorization: Bearer $ACCESS_TOKEN"`,
    },
  ],
  run: 'bash sign-in.sh',
  open: 'the address that it prints',
  needsHosts: false,
}
