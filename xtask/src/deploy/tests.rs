//! Deployments up to the call of AWS: programs that write down what they were asked and answer as documented.
#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;
use std::fs;
use std::io::Cursor;
use std::os::unix::fs::PermissionsExt;

const AWS: &str = r#"#!/bin/sh
echo "aws $*" >> PLACE/calls
case "$*" in
  "sts get-caller-identity"*)
    if [ -e PLACE/signed-out ]; then echo "Unable to locate credentials." >&2; exit 253; fi
    echo '{"UserId":"AIDAEXAMPLE","Account":"123456789012","Arn":"arn:aws:iam::123456789012:user/dev"}' ;;
  "route53 list-hosted-zones"*)
    echo '{"HostedZones":[{"Id":"/hostedzone/ZSHORT","Name":"example.com.","Config":{"PrivateZone":false}},
      {"Id":"/hostedzone/ZLONG","Name":"id.example.com.","Config":{"PrivateZone":false}},
      {"Id":"/hostedzone/ZPRIVATE","Name":"id.example.com.","Config":{"PrivateZone":true}}]}' ;;
  "cloudformation describe-stacks"*)
    if [ -e PLACE/stack ]; then cat PLACE/stack; else
      echo "An error occurred (ValidationError) when calling the DescribeStacks operation: Stack with id aero2-dev does not exist" >&2; exit 254; fi ;;
  "s3 cp"*) ;;
  *) exit 2 ;;
esac
"#;

const SAM: &str = r#"#!/bin/sh
echo "sam $*" >> PLACE/calls
cat > PLACE/stack <<'JSON'
{"Stacks":[{"StackName":"aero2-dev","StackStatus":"CREATE_COMPLETE","Outputs":[
 {"OutputKey":"DashboardUrl","OutputValue":"https://dashboard.id.example.com/"},
 {"OutputKey":"OperatorSetupUrl","OutputValue":"Operator set-up: https://dashboard.id.example.com/operator-setup?token=abc"},
 {"OutputKey":"FilesBucket","OutputValue":"aero2-dev-files-1"}]}]}
JSON
"#;

struct Desk {
    place: PathBuf,
    means: Means,
}

impl Desk {
    fn new(name: &str) -> Self {
        let place = std::env::temp_dir().join(format!("aero2-deploy-{name}-{}", std::process::id()));
        let _absent = fs::remove_dir_all(&place);
        fs::create_dir_all(&place).unwrap();
        let program = |name: &str, text: &str| {
            let file = place.join(name);
            fs::write(&file, text.replace("PLACE", &place.display().to_string())).unwrap();
            fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
            file
        };
        let means = Means {
            aws: program("aws", AWS),
            sam: program("sam", SAM),
            kept: place.join("kept"),
            pages: place.join("pages"),
            build: || Ok(()),
            release: "r1".to_owned(),
        };
        Self { place, means }
    }

    fn deploy(&self, options: &Options, typed: &str) -> Result<(), Problem> {
        deploy(options, &self.means, &mut Cursor::new(typed.to_owned()))
    }

    fn calls(&self) -> Vec<String> {
        let text = fs::read_to_string(self.place.join("calls")).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _gone = fs::remove_dir_all(&self.place);
    }
}

fn dev() -> Options {
    Options {
        profile: "dev".to_owned(),
        ..Options::default()
    }
}

fn position(calls: &[String], begins: &str) -> usize {
    calls.iter().position(|call| call.starts_with(begins)).unwrap()
}

#[test]
fn a_first_deployment_asks_twice_and_a_second_one_not_at_all() {
    let desk = Desk::new("twice");
    desk.deploy(&dev(), "Id.Example.com\nops@example.com\n").unwrap();
    let calls = desk.calls();
    let sam = calls.iter().find(|call| call.starts_with("sam ")).unwrap();
    for part in [
        "deploy --config-file samconfig.toml --config-env dev",
        "PlatformDomain=id.example.com",
        "OperatorEmail=ops@example.com",
        "HostedZoneId=ZLONG",
        "TableName=aero2-dev",
        "Release=r1",
    ] {
        assert!(sam.contains(part), "{part} in {sam}");
    }
    assert!(
        position(&calls, "sam ") < position(&calls, "aws s3 cp"),
        "no bucket before the first"
    );
    desk.deploy(&dev(), "").unwrap();
    let second = desk.calls().split_off(calls.len());
    assert!(
        position(&second, "aws s3 cp") < position(&second, "sam "),
        "files go before the pages that name them"
    );
    assert!(
        second
            .iter()
            .any(|call| call.contains("--content-type text/css; charset=utf-8"))
    );
}

#[test]
fn flags_stand_before_kept_answers_and_the_last_parameter_wins() {
    let desk = Desk::new("flags");
    let options = Options {
        domain: Some("login.example.com".to_owned()),
        operator: Some("a@example.com".to_owned()),
        hosted_zone: Some("ZGIVEN".to_owned()),
        parameter: vec!["LogRetention=365".to_owned(), "TableName=aero2-dev-r1".to_owned()],
        ..dev()
    };
    desk.deploy(&options, "").unwrap();
    let calls = desk.calls();
    let sam = calls.iter().find(|call| call.starts_with("sam ")).unwrap();
    for part in [
        "PlatformDomain=login.example.com",
        "HostedZoneId=ZGIVEN",
        "LogRetention=365",
        "TableName=aero2-dev-r1",
    ] {
        assert!(sam.contains(part), "{part} in {sam}");
    }
    assert_eq!(sam.matches("TableName=").count(), 1, "{sam}");
    assert_eq!(sam.matches("LogRetention=").count(), 1, "{sam}");
    assert!(
        !calls.iter().any(|call| call.contains("route53")),
        "a zone that is given is not looked for"
    );
}

#[test]
fn what_is_missing_is_said_before_anything_is_built() {
    let mut desk = Desk::new("missing");
    desk.means.build = || Err(Problem::new("built", ""));
    fs::write(desk.place.join("signed-out"), "").unwrap();
    let problem = desk.deploy(&dev(), "id.example.com\nops@example.com\n").unwrap_err();
    assert!(
        problem.what.contains("Unable to locate credentials"),
        "{}",
        problem.what
    );
    fs::remove_file(desk.place.join("signed-out")).unwrap();
    assert!(desk.deploy(&dev(), "").unwrap_err().what.contains("nobody answers"));
    assert!(
        desk.deploy(&dev(), "no domain\nops@example.com\n")
            .unwrap_err()
            .what
            .contains("not a domain")
    );
    assert!(
        desk.deploy(&dev(), "a.example.com\nnobody\n")
            .unwrap_err()
            .what
            .contains("not an e-mail")
    );
    assert!(
        desk.deploy(&dev(), "id.example.org\nops@example.com\n")
            .unwrap_err()
            .what
            .contains("no public hosted zone")
    );
    let unknown = Options {
        profile: "stage".to_owned(),
        ..dev()
    };
    assert!(
        desk.deploy(&unknown, "")
            .unwrap_err()
            .what
            .contains("[stage.deploy.parameters]")
    );
}

#[test]
fn a_dry_run_changes_nothing() {
    let desk = Desk::new("dry");
    let options = Options { dry_run: true, ..dev() };
    desk.deploy(&options, "id.example.com\nops@example.com\n").unwrap();
    let changing = desk
        .calls()
        .into_iter()
        .find(|call| call.starts_with("sam ") || call.starts_with("aws s3"));
    assert_eq!(changing, None);
    assert!(!desk.place.join("kept").exists());
}

#[test]
fn the_end_names_the_dashboard_and_the_link_while_there_is_one() {
    let outputs = |link: &str| {
        account::Outputs::from([
            ("DashboardUrl".to_owned(), "https://d/".to_owned()),
            ("OperatorSetupUrl".to_owned(), format!("Operator set-up: {link}")),
        ])
    };
    let first = summary(&outputs("https://d/operator-setup?token=abc"));
    assert!(first.contains("https://d/\n") && first.contains("token=abc"), "{first}");
    assert!(!summary(&outputs("")).contains("operator"), "{}", summary(&outputs("")));
}
