//! The route table without its handlers: who reads it, as one function does, need not carry what all others do.
//!
//! The rows are copied out of the functions at compile time. A reference into those would be enough for the linker to keep every handler: eight megabytes.

use crate::ALL;
use serde::Serialize;
use web::{Access, Endpoint, Lambda, Method};

/// A row of the route table, as `GET /routes` shows it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Route {
    /// The HTTP method.
    pub method: &'static str,
    /// The path template.
    pub path: &'static str,
    /// Who may call (behaviour 4.0).
    pub caller: String,
    /// The function that answers.
    pub function: &'static str,
}

#[derive(Clone, Copy)]
struct Row {
    method: &'static str,
    path: &'static str,
    access: Access,
    function: &'static str,
}

static ROWS: [Row; count()] = rows();

/// The whole table.
pub fn routes() -> Vec<Route> {
    let shown = |row: &Row| Route {
        method: row.method,
        path: row.path,
        caller: row.access.describe(),
        function: row.function,
    };
    ROWS.iter().map(shown).collect()
}

const fn count() -> usize {
    let (mut sum, mut lambdas) = (0, ALL);
    while let [lambda, rest @ ..] = lambdas {
        sum += lambda.endpoints.len();
        lambdas = rest;
    }
    sum
}

#[expect(
    clippy::indexing_slicing,
    reason = "it runs at compile time: out of range does not compile"
)]
const fn rows() -> [Row; count()] {
    let empty = Row {
        method: "",
        path: "",
        access: Access::Public,
        function: "",
    };
    let mut rows = [empty; count()];
    let (mut at, mut lambdas) = (0, ALL);
    while let [lambda, others @ ..] = lambdas {
        let mut endpoints = lambda.endpoints;
        while let [endpoint, rest @ ..] = endpoints {
            rows[at] = row(lambda, endpoint);
            at += 1;
            endpoints = rest;
        }
        lambdas = others;
    }
    rows
}

const fn row(lambda: &Lambda, endpoint: &Endpoint) -> Row {
    Row {
        method: verb(&endpoint.method),
        path: endpoint.path,
        access: endpoint.access,
        function: lambda.name,
    }
}

/// `Method::as_str`, which cannot be asked at compile time.
const fn verb(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        // No route has another one; a test says so.
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_endpoint_has_its_row() {
        let endpoints = ALL
            .iter()
            .flat_map(|lambda| lambda.endpoints.iter().map(move |one| (lambda, one)));
        let expected: Vec<_> = endpoints
            .map(|(lambda, one)| (one.method.as_str(), one.path, one.access, lambda.name))
            .collect();
        let found: Vec<_> = ROWS
            .iter()
            .map(|row| (row.method, row.path, row.access, row.function))
            .collect();
        assert_eq!(found, expected);
    }
}
