//! The AWS account, through its command line: who we are, which zone holds a domain, what a stack says, where files go.

#![expect(clippy::indexing_slicing, reason = "a JSON value answers null for what it lacks")]

use super::assets::Asset;
use crate::process::{self, Problem};
use crate::validate::{REGION, done};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Output;

/// A stack's outputs by name.
pub(super) type Outputs = BTreeMap<String, String>;

/// The account that the credentials lead to.
pub(super) struct Account {
    aws: PathBuf,
    id: String,
}

impl Account {
    /// Asks who we are: the first call, so that missing credentials are found before anything is built.
    pub(super) fn of(aws: PathBuf) -> Result<Self, Problem> {
        let mut account = Self { aws, id: String::new() };
        let asked = account.ask(&["sts", "get-caller-identity"])?;
        let answer = asked.map_err(|said| {
            Problem::new(
                format!("AWS does not know who you are: {said}"),
                "`aws configure` or `aws sso login`",
            )
        })?;
        answer["Account"]
            .as_str()
            .unwrap_or_default()
            .clone_into(&mut account.id);
        Ok(account)
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// The public zone whose name ends the domain, the longest of several.
    pub(super) fn hosted_zone(&self, domain: &str) -> Result<String, Problem> {
        let answer = self.ask(&["route53", "list-hosted-zones"])?.map_err(|said| {
            Problem::new(
                format!("the hosted zones cannot be listed: {said}"),
                "give --hosted-zone ID",
            )
        })?;
        let zones = answer["HostedZones"].as_array().cloned().unwrap_or_default();
        let name = |zone: &Value| {
            zone["Name"]
                .as_str()
                .unwrap_or_default()
                .trim_end_matches('.')
                .to_owned()
        };
        let holds = |zone: &&Value| {
            let name = name(zone);
            zone["Config"]["PrivateZone"] != Value::Bool(true)
                && (domain == name || domain.ends_with(&format!(".{name}")))
        };
        let zone = zones.iter().filter(holds).max_by_key(|zone| name(zone).len());
        let id = zone
            .and_then(|zone| zone["Id"].as_str())
            .and_then(|id| id.rsplit('/').next());
        id.map(str::to_owned).ok_or_else(|| {
            Problem::new(
                format!("no public hosted zone of this account holds {domain}"),
                "make one in Route 53 and point the domain's name servers to it, or give --hosted-zone ID",
            )
        })
    }

    /// What a stack says; nothing when it does not exist yet.
    pub(super) fn outputs(&self, stack: &str) -> Result<Outputs, Problem> {
        match self.ask(&["cloudformation", "describe-stacks", "--stack-name", stack])? {
            Ok(answer) => {
                let listed = answer["Stacks"][0]["Outputs"].as_array().cloned().unwrap_or_default();
                let text = |output: &Value, name: &str| output[name].as_str().unwrap_or_default().to_owned();
                Ok(listed
                    .iter()
                    .map(|output| (text(output, "OutputKey"), text(output, "OutputValue")))
                    .collect())
            }
            Err(said) if said.contains("does not exist") => Ok(Outputs::new()),
            Err(said) => Err(Problem::new(
                format!("the stack {stack} cannot be read: {said}"),
                "check the permissions of your credentials",
            )),
        }
    }

    /// Uploads one file.
    pub(super) fn put(&self, asset: &Asset, bucket: &str) -> Result<(), Problem> {
        let from = asset.file.display().to_string();
        let to = format!("s3://{bucket}/{}", asset.key);
        let mut command = process::command(
            &self.aws.display().to_string(),
            &["s3", "cp", &from, &to, "--region", REGION, "--only-show-errors"],
        );
        command.args([
            "--content-type",
            asset.content_type,
            "--cache-control",
            asset.cache_control,
        ]);
        println!("uploading {}", asset.key);
        done(&mut command)
    }

    /// One question; the inner error is what AWS said.
    fn ask(&self, arguments: &[&str]) -> Result<Result<Value, String>, Problem> {
        let program = self.aws.display().to_string();
        let mut command = process::command(&program, arguments);
        command.args(["--region", REGION, "--output", "json"]);
        let Output { status, stdout, stderr } = command
            .output()
            .map_err(|error| Problem::new(format!("`aws` did not start: {error}"), "install the AWS command line"))?;
        if !status.success() {
            return Ok(Err(String::from_utf8_lossy(&stderr).trim().to_owned()));
        }
        Ok(serde_json::from_slice(&stdout).map_err(|error| error.to_string()))
    }
}
