//! `aero2 login`: by the browser, with PKCE and an address on this machine; by a secret key; and its end.

use super::{Desk, Said};
use crate::harness::Call;
use http::Method;
use std::io::{Read, Write};

/// The address that a login waits at is asked for `target`, as a browser does.
async fn comes_back(url: String) -> String {
    let asked = tokio::task::spawn_blocking(move || {
        let url = url::Url::parse(&url).unwrap();
        let mut stream = std::net::TcpStream::connect(("127.0.0.1", url.port().unwrap())).unwrap();
        let target = &url[url::Position::BeforePath..];
        write!(stream, "GET {target} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n").unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        text
    });
    asked.await.unwrap()
}

async fn signed_in(desk: &Desk) -> Said {
    let mut command = desk.begin(&format!("login {} --no-browser", desk.url("dashboard")));
    let said = command.says("code_challenge_method=S256").await;
    let address = said
        .split_whitespace()
        .find(|word| word.contains("/oauth2/authorize?"))
        .unwrap();
    assert!(address.contains("scope=openid+offline_access+account"), "{address}");
    let mut browser = desk.world.browser();
    let page = browser.open(address).await;
    let operator = &desk.world.seeded.operator;
    let password = operator.password.clone().unwrap();
    let back = browser.sign_in_from(&page, &operator.email, &password).await.location();
    assert!(back.starts_with("http://127.0.0.1:"), "{back}");
    // Whoever else finds the port does not end the wait, and gets nothing in.
    let stranger = comes_back(back.replace("state=", "state=x")).await;
    assert!(stranger.starts_with("HTTP/1.1 404"), "{stranger}");
    let page = comes_back(back).await;
    assert!(page.contains("You are signed in"), "{page}");
    command.end().await
}

fn refresh_token(desk: &Desk) -> String {
    let kept = desk.json("home/aero2/credentials.json");
    kept["login"]["refresh_token"].as_str().unwrap().to_owned()
}

async fn refreshed(desk: &Desk, token: &str) -> u16 {
    let url = format!("{}/oauth2/token", desk.url("dashboard"));
    let form = [
        ("grant_type", "refresh_token"),
        ("refresh_token", token),
        ("client_id", "cli_31cns6ych0cdqptvb1dsj00000"),
    ];
    desk.world.send(Call::new(Method::POST, &url).form(&form)).await.status
}

#[tokio::test]
async fn a_developer_signs_in_by_the_browser_and_acts_on_applications_of_the_team() {
    let desk = Desk::open("login").await;
    let nobody = desk.run("apps list").await.problem();
    assert!(nobody.contains("aero2 login"), "{nobody}");
    assert_eq!(signed_in(&desk).await.code(), 0);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let file = std::fs::metadata(desk.path("home/aero2/credentials.json")).unwrap();
        assert_eq!(file.permissions().mode() & 0o777, 0o600);
    }
    let first = refresh_token(&desk);
    let listed = desk.run("apps list").await;
    assert!(
        listed.out.contains("acme") && listed.out.contains("globex"),
        "{listed:?}"
    );
    assert_ne!(refresh_token(&desk), first, "it was changed and kept");
    let clients = desk.run("clients list --app acme --json").await;
    let clients: serde_json::Value = serde_json::from_str(&clients.out).unwrap();
    assert_eq!(clients.as_array().unwrap().len(), 3);
    let invited = desk.run("users invite new@example.com --role user --app acme").await;
    assert!(invited.out.contains("new@example.com"), "{invited:?}");
    let exported = desk.run("config export --app acme").await;
    assert!(exported.out.contains("\"slug\": \"acme\""), "{exported:?}");
    let unknown = desk.run("apps show --app nothing").await.problem();
    assert!(unknown.contains("acme"), "{unknown}");
    let last = refresh_token(&desk);
    assert_eq!(desk.run("logout").await.code(), 0);
    assert!(!std::fs::exists(desk.path("home/aero2/credentials.json")).unwrap());
    assert_eq!(refreshed(&desk, &last).await, 400, "it was ended, not only forgotten");
}

#[tokio::test]
async fn a_secret_key_is_typed_once_tried_and_kept_for_its_application_alone() {
    let desk = Desk::open("key").await;
    let line = format!("login {} --api-key", desk.url("acme"));
    for wrong in ["pk_test_wrong", "sk_test_wrong"] {
        let command = desk.begin(&line);
        command.types(wrong);
        let problem = command.end().await.problem();
        assert!(problem.starts_with("Nobody was signed in"), "{problem}");
    }
    let command = desk.begin(&line);
    command.types(&desk.world.app("acme").secret_key);
    assert_eq!(command.end().await.code(), 0);
    let users = desk.run(&format!("users list --to {}", desk.url("acme"))).await;
    assert!(users.out.starts_with("EMAIL") && users.out.contains('@'), "{users:?}");
    let other = desk
        .run(&format!("users list --to {}", desk.url("globex")))
        .await
        .problem();
    assert!(other.contains("there is no secret key"), "{other}");
    let made = desk
        .run(&format!(
            "clients create Shop --type web --redirect-uri https://shop.example/cb --json --to {}",
            desk.url("acme")
        ))
        .await;
    let made: serde_json::Value = serde_json::from_str(&made.out).unwrap();
    assert!(made["client_secret"].as_str().unwrap().starts_with("cs_"));
    let id = made["client_id"].as_str().unwrap();
    let mut command = desk.begin(&format!("clients delete {id} --to {}", desk.url("acme")));
    command.says("Delete Shop?").await;
    command.types("y");
    assert_eq!(command.end().await.code(), 0);
    let gone = desk
        .run(&format!("clients show {id} --to {}", desk.url("acme")))
        .await
        .problem();
    assert!(gone.contains("It could not be shown"), "{gone}");
    let path = desk.path("home/aero2/credentials.json");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        let open = desk
            .run(&format!("users list --to {}", desk.url("acme")))
            .await
            .problem();
        assert!(open.contains("others may read it"), "{open}");
    }
}

#[tokio::test]
async fn a_user_is_made_deleted_and_brought_back() {
    let desk = Desk::with_key("users").await;
    let to = desk.url("acme");
    let line =
        format!("users create nia@acme.example --name Nia --verified --role user --password-stdin --json --to {to}");
    let command = desk.begin(&line);
    command.types("harbour-violet-tractor-91");
    let made: serde_json::Value = serde_json::from_str(&command.end().await.out).unwrap();
    assert_eq!(
        (&made["email_verified"], &made["has_password"], &made["name"]),
        (&true.into(), &true.into(), &"Nia".into())
    );
    let again = desk
        .run(&format!("users create nia@acme.example --to {to}"))
        .await
        .problem();
    assert!(again.starts_with("Nothing was made"), "{again}");
    let nobody = desk
        .run(&format!("users create kai@acme.example --role boss --to {to}"))
        .await;
    assert!(nobody.problem().contains("there is no role boss"));
    let empty = desk.begin(&format!("users create kai@acme.example --password-stdin --to {to}"));
    empty.types("");
    assert!(empty.end().await.problem().contains("there is no password"));
    let id = made["id"].as_str().unwrap();
    let mut command = desk.begin(&format!("users delete {id} --to {to}"));
    command.says("Delete nia@acme.example?").await;
    command.types("n");
    assert_eq!(command.end().await.code(), 0);
    let status = async || {
        let shown = desk.run(&format!("users show {id} --json --to {to}")).await;
        let shown: serde_json::Value = serde_json::from_str(&shown.out).unwrap();
        (
            shown["status"].as_str().unwrap().to_owned(),
            shown["deletion_at"].is_null(),
        )
    };
    assert_eq!(status().await, ("active".to_owned(), true), "no is no");
    assert_eq!(desk.run(&format!("users delete {id} --yes --to {to}")).await.code(), 0);
    assert!(!status().await.1, "they go on a day");
    let back = desk.run(&format!("users restore {id} --to {to}")).await;
    assert!(back.out.contains("nia@acme.example"), "{back:?}");
    assert!(status().await.1);
    let at_once = desk
        .run(&format!("users delete {id} --immediately --yes --to {to}"))
        .await;
    assert_eq!(at_once.code(), 0);
    let gone = desk.run(&format!("users show {id} --to {to}")).await.problem();
    assert!(gone.starts_with("It could not be shown"), "{gone}");
}
