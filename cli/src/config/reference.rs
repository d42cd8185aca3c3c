//! Which client a JWT template is for: a document says its name, the platform wants its `client_id`, which is another one in every application.

use super::{
    document::{Document, Entity},
    fields::FOR,
    shape::Kind,
};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The clients that there are, by what a document may call them.
#[derive(Clone, Debug, Default)]
pub(super) struct Clients {
    ids: Vec<String>,
    named: BTreeMap<String, Vec<String>>,
}

impl Clients {
    pub(super) fn of(entities: &[Entity]) -> Self {
        let mut all = Self::default();
        for entity in entities {
            if let Some(id) = &entity.id {
                all.learn(&entity.fields, id);
            }
        }
        all
    }

    /// One that was made or renamed meanwhile.
    pub(super) fn learn(&mut self, fields: &Map<String, Value>, id: &str) {
        for named in self.named.values_mut() {
            named.retain(|known| known != id);
        }
        self.named
            .entry(Kind::Client.name(fields))
            .or_default()
            .push(id.to_owned());
        if !self.ids.iter().any(|known| known == id) {
            self.ids.push(id.to_owned());
        }
    }

    /// What a document calls it: its name, or its id where others have that name or it is gone.
    pub(super) fn call(&self, id: &str) -> String {
        let own = self
            .named
            .iter()
            .find(|(_, ids)| matches!(ids.as_slice(), [only] if only == id));
        own.map_or(id, |(name, _)| name.as_str()).to_owned()
    }

    /// The `client_id` of what a document says.
    pub(super) fn find(&self, said: &str) -> Option<&str> {
        if let Some(id) = self.ids.iter().find(|id| *id == said) {
            return Some(id);
        }
        match self.named.get(said)?.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// A reference as it would be exported, so that an id and a name are the same.
    pub(super) fn settled(&self, value: &Value) -> Value {
        match value.as_str().filter(|said| self.ids.iter().any(|id| id == said)) {
            Some(id) => Value::String(self.call(id)),
            None => value.clone(),
        }
    }

    /// What is sent: the name becomes the id. The name where there is none.
    pub(super) fn resolve(&self, body: &mut Map<String, Value>) -> Result<(), String> {
        let Some(said) = body.remove(FOR) else { return Ok(()) };
        let id = match said.as_str() {
            None => Value::Null,
            Some(said) => Value::String(self.find(said).ok_or_else(|| said.to_owned())?.to_owned()),
        };
        body.insert("client_id".to_owned(), id);
        Ok(())
    }
}

/// JWT templates with the clients they are for as an export would say it, and what is wrong: each client has to be there, or in the document.
pub(super) fn settle(clients: &Clients, wanted: &[Entity], document: &Document) -> (Vec<Entity>, Vec<String>) {
    let coming = |said: &str| {
        let mut all = document.entities(Kind::Client).iter();
        all.any(|client| Kind::Client.name(&client.fields) == said)
    };
    let (mut settled, mut mistakes) = (wanted.to_vec(), Vec::new());
    for entity in &mut settled {
        let Some(said) = entity.fields.get(FOR).cloned() else {
            continue;
        };
        if let Some(name) = said
            .as_str()
            .filter(|name| clients.find(name).is_none() && !coming(name))
        {
            let why = format!("{}.{FOR}: there is no client {name}, or there are several", entity.at);
            mistakes.push(why);
        }
        entity.fields.insert(FOR.to_owned(), clients.settled(&said));
    }
    (settled, mistakes)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use serde_json::json;

    fn fields(name: &str) -> Map<String, Value> {
        serde_json::from_value(json!({"client_name": name, "type": "web"})).unwrap()
    }

    #[test]
    fn a_client_is_called_by_its_name_where_that_is_enough() {
        let mut clients = Clients::default();
        for (name, id) in [("Shop", "cli_1"), ("Twin", "cli_2"), ("Twin", "cli_3")] {
            clients.learn(&fields(name), id);
        }
        assert_eq!(
            (clients.call("cli_1"), clients.call("cli_2")),
            ("Shop (web)".to_owned(), "cli_2".to_owned())
        );
        assert_eq!(
            (clients.find("Shop (web)"), clients.find("cli_3")),
            (Some("cli_1"), Some("cli_3"))
        );
        assert_eq!((clients.find("Twin (web)"), clients.find("cli_9")), (None, None));
        assert_eq!(clients.settled(&json!("cli_1")), json!("Shop (web)"));
        clients.learn(&fields("Store"), "cli_1");
        let mut body = serde_json::from_value(json!({"client": "Store (web)"})).unwrap();
        clients.resolve(&mut body).unwrap();
        assert_eq!(Value::Object(body), json!({"client_id": "cli_1"}));
        let mut body = serde_json::from_value(json!({"client": "Shop (web)"})).unwrap();
        assert_eq!(clients.resolve(&mut body), Err("Shop (web)".to_owned()));
    }
}
