//! Routes of the HTTP API, and which one API Gateway selects for a request.
//!
//! As its documentation has it: a full match for route and method, then a match with a greedy variable, then `$default`; of several the most
//! specific. A path's own methods come before its `ANY`.

use crate::{Stack, StackError, name_of, text_of};
use serde_json::{Map, Value};
use std::cmp::Reverse;

/// One route of the template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// `None` is `ANY`.
    pub method: Option<String>,
    /// As written: `/api/users/{proxy+}`; `$default` for everything else.
    pub path: String,
    /// The function, by its name in `functions`.
    pub function: String,
}

/// One segment of a route, the most specific kind last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Greedy,
    Variable,
    Literal,
}

fn kind(segment: &str) -> Kind {
    if segment.starts_with('{') && segment.ends_with("+}") {
        Kind::Greedy
    } else if segment.starts_with('{') {
        Kind::Variable
    } else {
        Kind::Literal
    }
}

impl Route {
    /// Whether it answers everything that no other route does.
    pub fn is_default(&self) -> bool {
        self.path == "$default"
    }

    fn segments(&self) -> Vec<&str> {
        segments(&self.path)
    }

    fn takes(&self, method: &str, path: &[&str]) -> bool {
        let method_fits = self.method.as_deref().is_none_or(|own| own == method);
        if self.is_default() {
            return method_fits;
        }
        let own = self.segments();
        let greedy = own.last().is_some_and(|last| kind(last) == Kind::Greedy);
        let fits = |(own, given): (&&str, &&str)| match kind(own) {
            Kind::Literal => own == given,
            Kind::Variable | Kind::Greedy => !given.is_empty(),
        };
        let length_fits = if greedy {
            path.len() >= own.len()
        } else {
            path.len() == own.len()
        };
        method_fits && length_fits && own.iter().zip(path).all(fits)
    }

    /// The greatest is selected: `$default` last, greedy after full, literals before variables from the left, own method before `ANY`.
    fn rank(&self) -> (bool, Reverse<bool>, Vec<Kind>, bool) {
        let kinds: Vec<_> = self.segments().into_iter().map(kind).collect();
        let greedy = kinds.last() == Some(&Kind::Greedy);
        (!self.is_default(), Reverse(greedy), kinds, self.method.is_some())
    }
}

/// `/a/b` in two, `/` in none. A trailing slash is a segment of its own: another path.
fn segments(path: &str) -> Vec<&str> {
    let inner = path.strip_prefix('/').unwrap_or(path);
    if inner.is_empty() {
        return Vec::new();
    }
    inner.split('/').collect()
}

/// The route for a request.
pub(crate) fn select<'r>(routes: &'r [Route], method: &str, path: &str) -> Option<&'r Route> {
    let path = path.split('?').next().unwrap_or_default();
    let given = segments(path);
    routes
        .iter()
        .filter(|route| route.takes(method, &given))
        .max_by_key(|route| route.rank())
}

/// All routes of the API's definition (`OpenAPI`): each operation names its integration, and that one the function whose released version answers.
pub(crate) fn all(stack: &Stack) -> Result<Vec<Route>, StackError> {
    let mut routes = Vec::new();
    for (_, api) in stack.of_type("AWS::Serverless::HttpApi") {
        let definition = api.pointer("/Properties/DefinitionBody").unwrap_or(&Value::Null);
        for (path, operations) in members(definition.get("paths")) {
            for (operation, said) in members(Some(operations)) {
                let function = integrated(stack, definition, said)
                    .ok_or_else(|| StackError::Malformed(format!("{operation} {path} leads to no function")))?;
                routes.push(Route {
                    method: Some(operation.to_uppercase()).filter(|_| operation != "x-amazon-apigateway-any-method"),
                    path: said
                        .get("isDefaultRoute")
                        .map_or_else(|| path.clone(), |_| "$default".to_owned()),
                    function,
                });
            }
        }
    }
    Ok(routes)
}

fn members(object: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    object.and_then(Value::as_object).into_iter().flat_map(Map::iter)
}

/// By its name in `functions`, which is the integration's name, too.
fn integrated(stack: &Stack, definition: &Value, operation: &Value) -> Option<String> {
    let reference = operation.pointer("/x-amazon-apigateway-integration/$ref")?.as_str()?;
    let uri = definition.pointer(reference.strip_prefix('#')?)?.get("uri")?;
    text_of(uri)
        .ends_with(":lambda:path/2015-03-31/functions/${Live}/invocations")
        .then_some(())?;
    let live = uri.pointer("/Fn::Sub/1/Live/Ref")?.as_str()?;
    let resource = live.strip_suffix(".Alias")?;
    let (_, function) = stack.resources().find(|(id, _)| *id == resource)?;
    let name = name_of(function);
    (reference.rsplit('/').next() == Some(&name)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[(&str, &str)]) -> Vec<Route> {
        let route = |(key, function): &(&str, &str)| {
            let (method, path) = key.split_once(' ').unwrap_or(("ANY", key));
            Route {
                method: Some(method.to_owned()).filter(|method| method != "ANY"),
                path: path.to_owned(),
                function: (*function).to_owned(),
            }
        };
        rows.iter().map(route).collect()
    }

    fn chosen<'r>(routes: &'r [Route], method: &str, path: &str) -> &'r str {
        select(routes, method, path).map_or("", |route| &route.function)
    }

    #[test]
    fn the_example_of_the_documentation_holds() {
        let routes = table(&[
            ("GET /pets/dog/1", "1"),
            ("GET /pets/dog/{id}", "2"),
            ("GET /pets/{proxy+}", "3"),
            ("ANY /{proxy+}", "4"),
            ("$default", "5"),
        ]);
        assert_eq!(chosen(&routes, "GET", "/pets/dog/1"), "1");
        assert_eq!(chosen(&routes, "GET", "/pets/dog/2"), "2");
        assert_eq!(chosen(&routes, "GET", "/pets/cat/1"), "3");
        assert_eq!(chosen(&routes, "POST", "/test/5"), "4");
        assert_eq!(chosen(&routes, "POST", "/"), "5");
    }

    #[test]
    fn methods_queries_and_ends_of_paths_are_told_apart() {
        let routes = table(&[
            ("ANY /a", "any"),
            ("POST /a", "post"),
            ("ANY /a/{x+}", "below"),
            ("ANY /", "root"),
        ]);
        assert_eq!(chosen(&routes, "GET", "/a?b=/c"), "any");
        assert_eq!(chosen(&routes, "POST", "/a"), "post");
        assert_eq!(chosen(&routes, "GET", "/a/b/c"), "below");
        assert_eq!(chosen(&routes, "GET", "/"), "root");
        assert_eq!(chosen(&routes, "GET", "/a/"), "");
        assert_eq!(chosen(&routes, "GET", "/ab"), "");
    }

    /// The function `token`, an API of one path with `operation`, and an integration that invokes `resource`.
    fn read(operation: &str, resource: &str) -> Result<Stack, StackError> {
        let uri =
            "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Live}/invocations";
        Stack::parse(&format!(
            "
Resources:
  TokenFunction: {{Type: AWS::Serverless::Function, Properties: {{CodeUri: ../target/lambda/token}}}}
  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      DefinitionBody:
        components: {{integrations: {{token: {{uri: !Sub [\"{uri}\", {{Live: !Ref {resource}}}]}}}}}}
        paths: {{/oauth2/token: {{{operation}}}}}
"
        ))
    }

    #[test]
    fn an_operation_leads_to_the_released_version_of_a_function() {
        let to =
            |name: &str| format!("x-amazon-apigateway-integration: {{$ref: \"#/components/integrations/{name}\"}}");
        let any = format!("x-amazon-apigateway-any-method: {{{}}}", to("token"));
        let stack = read(&any, "TokenFunction.Alias");
        assert!(stack.is_ok_and(|stack| stack.route("PUT", "/oauth2/token") == Some("token")));
        let post = read(&format!("post: {{{}}}", to("token")), "TokenFunction.Alias");
        assert!(post.is_ok_and(|stack| stack.route("PUT", "/oauth2/token").is_none()));
        let default = format!(
            "x-amazon-apigateway-any-method: {{isDefaultRoute: true, {}}}",
            to("token")
        );
        let stack = read(&default, "TokenFunction.Alias");
        assert!(stack.is_ok_and(|stack| stack.route("PUT", "/nothing") == Some("token")));
        assert!(read(&any, "TokenFunction").is_err());
        assert!(read(&any, "OtherFunction.Alias").is_err());
        assert!(read(&format!("get: {{{}}}", to("other")), "TokenFunction.Alias").is_err());
        assert!(read("get: {}", "TokenFunction.Alias").is_err());
    }
}
