//! Writes down one request and one answer of each operation while the suite runs, if `AERO2_EXAMPLES` names a file: the examples of the API's description
//! (docs/api/examples.json) are real traffic, not prose. Who runs it reads the difference before committing it.

use super::{Answer, described};
use http::Method;
use serde_json::{Map, Value, json};
use std::{
    collections::BTreeMap,
    env, fs,
    path::PathBuf,
    sync::{LazyLock, Mutex},
};

/// Longer ones help nobody.
const LONG: usize = 1_600;
/// Of a list.
const FIRST: usize = 2;
/// Of a text: a picture, a mail.
const TEXT: usize = 400;
/// This answers with the document itself.
const ITSELF: &str = "openapi_get";

#[expect(clippy::disallowed_methods, reason = "a wish of whoever runs the suite")]
static FILE: LazyLock<Option<PathBuf>> = LazyLock::new(|| env::var_os("AERO2_EXAMPLES").map(PathBuf::from));
/// Those that are there already stay until one says more.
static FOUND: LazyLock<Mutex<BTreeMap<String, Value>>> = LazyLock::new(|| {
    let text = FILE.as_ref().and_then(|file| fs::read(file).ok()).unwrap_or_default();
    Mutex::new(serde_json::from_slice(&text).unwrap_or_default())
});

/// What was sent, if anybody wants it written down.
pub(super) fn wanted(body: &[u8], kind: Option<&str>) -> Option<Value> {
    FILE.as_ref()?;
    let read = match kind {
        Some("application/json") => serde_json::from_slice(body).ok(),
        Some("application/x-www-form-urlencoded") => {
            let pairs: Option<Map<String, Value>> = serde_urlencoded::from_bytes::<Vec<(String, String)>>(body)
                .ok()
                .map(|pairs| pairs.into_iter().map(|(name, value)| (name, value.into())).collect());
            pairs.map(Value::Object)
        }
        _ => None,
    };
    Some(read.unwrap_or(Value::Null))
}

/// Keeps the exchange if it says more than the one that is there.
pub(super) fn note(method: &Method, answer: &Answer, request: Value) {
    let (Some(file), true) = (FILE.as_ref(), (200..300).contains(&answer.status)) else {
        return;
    };
    let Some(id) = described::operation_id(method, &answer.url).filter(|id| id != ITSELF) else {
        return;
    };
    let is_json = answer.header("content-type").starts_with("application/json");
    let mut body = if is_json { answer.json() } else { Value::Null };
    shorten(&mut body);
    let made = json!({ "request": request, "response": { "status": answer.status, "body": body } });
    let mut found = FOUND.lock().unwrap();
    if found.get(&id).is_none_or(|known| says(&made) > says(known)) {
        found.insert(id, made);
        fs::write(file, serde_json::to_vec_pretty(&*found).unwrap()).unwrap();
    }
}

/// The more the better, but for what is too long.
fn says(example: &Value) -> (bool, bool, isize) {
    let long = example.to_string().len();
    let size = isize::try_from(long).unwrap();
    let is_short = long <= LONG;
    (
        !example["request"].is_null(),
        is_short,
        if is_short { size } else { -size },
    )
}

fn shorten(value: &mut Value) {
    match value {
        Value::Array(all) => {
            all.truncate(FIRST);
            all.iter_mut().for_each(shorten);
        }
        Value::Object(members) => members.values_mut().for_each(shorten),
        Value::String(text) if text.chars().count() > TEXT => {
            *text = text.chars().take(TEXT).chain("…".chars()).collect();
        }
        _ => {}
    }
}
