//! YAML with `CloudFormation`'s tags as plain JSON: `!GetAtt a.b` becomes `{"Fn::GetAtt": ["a", "b"]}`, as AWS's own tools read it.

use crate::StackError;
use saphyr::{LoadableYamlNode, Scalar, Tag, Yaml};
use serde_json::{Map, Number, Value, json};

/// The one document of a text. A repeated key is an error.
pub(crate) fn parse(text: &str) -> Result<Value, StackError> {
    let documents = Yaml::load_from_str(text).map_err(|error| StackError::Malformed(error.to_string()))?;
    match documents.as_slice() {
        [only] => value(only),
        _ => Err(StackError::Malformed("one document is expected".to_owned())),
    }
}

fn value(yaml: &Yaml<'_>) -> Result<Value, StackError> {
    match yaml {
        Yaml::Value(scalar) => Ok(self::scalar(scalar)),
        Yaml::Sequence(parts) => parts.iter().map(value).collect::<Result<_, _>>().map(Value::Array),
        Yaml::Mapping(parts) => {
            let member = |(key, of): (&Yaml<'_>, &Yaml<'_>)| Ok((key_text(key)?, value(of)?));
            let members = parts.iter().map(member).collect::<Result<Map<_, _>, StackError>>();
            members.map(Value::Object)
        }
        Yaml::Tagged(tag, inner) => Ok(tagged(tag, value(inner)?)),
        other => Err(StackError::Malformed(format!("{other:?} is not read here"))),
    }
}

fn key_text(key: &Yaml<'_>) -> Result<String, StackError> {
    match value(key)? {
        Value::String(text) => Ok(text),
        other => Err(StackError::Malformed(format!("the key {other} is not a text"))),
    }
}

fn scalar(scalar: &Scalar<'_>) -> Value {
    match scalar {
        Scalar::Null => Value::Null,
        Scalar::Boolean(yes) => Value::Bool(*yes),
        Scalar::Integer(number) => Value::Number((*number).into()),
        Scalar::FloatingPoint(number) => Number::from_f64(number.into_inner()).map_or(Value::Null, Value::Number),
        Scalar::String(text) => Value::String(text.clone().into_owned()),
    }
}

fn tagged(tag: &Tag, inner: Value) -> Value {
    match tag.suffix.as_str() {
        "Ref" | "Condition" => json!({ tag.suffix.as_str(): inner }),
        "GetAtt" => {
            let parts = inner
                .as_str()
                .and_then(|text| text.split_once('.'))
                .map(|(resource, attribute)| json!([resource, attribute]));
            json!({ "Fn::GetAtt": parts.unwrap_or(inner) })
        }
        other => json!({ format!("Fn::{other}"): inner }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_written_out() {
        let text = "a: !Ref B\nc: [!GetAtt D.E.F, !Sub \"g-${H}\"]\ni: !If [J, 1, !Ref AWS::NoValue]\nk: '5'\n";
        let expected = json!({
            "a": { "Ref": "B" },
            "c": [{ "Fn::GetAtt": ["D", "E.F"] }, { "Fn::Sub": "g-${H}" }],
            "i": { "Fn::If": ["J", 1, { "Ref": "AWS::NoValue" }] },
            "k": "5",
        });
        assert_eq!(parse(text).ok(), Some(expected));
    }

    #[test]
    fn a_key_that_comes_twice_is_refused() {
        assert!(parse("a: 1\na: 2\n").is_err());
        assert!(parse("a: 1\n---\nb: 2\n").is_err());
    }
}
