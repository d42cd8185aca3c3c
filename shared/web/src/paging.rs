//! Lists: `?limit` and a sealed `?cursor`, which opens only for the same application, route and filter, for a day (behaviour 4.0).

use crate::{answer::NoStore, error::ApiError, extract::query::as_parameter};
use axum::extract::FromRequestParts;
use http::request::Parts;
use platform::{
    cursors,
    manage::{Listed, PageOf},
    tenant::Tenant,
};
use protocol::{
    error::{ErrorCode, Failure},
    params::Params,
};
use serde::Serialize;

const DEFAULT_LIMIT: i32 = 50;
const MAX_LIMIT: i32 = 100;

/// What a query says about its page, and everything else it says.
#[derive(Clone, Debug)]
pub struct Paging {
    /// All parameters, for filters.
    pub params: Params,
    limit: i32,
    cursor: Option<String>,
    /// Route and filter: a cursor belongs to them.
    of: String,
}

/// The body of a list.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "{T}List"))]
pub struct ListBody<T> {
    /// The things.
    pub data: Vec<T>,
    /// Where the list goes on; none at its end.
    pub next_cursor: Option<String>,
    /// How many were looked at for a page that a filter may have made short.
    #[serde(skip_serializing_if = "Option::is_none")]
    examined: Option<usize>,
    /// The filters that no index answered: they were applied to those that were looked at.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schemars(default))]
    filtered_after_reading: Vec<&'static str>,
}

impl<S: Sync> FromRequestParts<S> for Paging {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        Ok(read(parts.uri.path(), parts.uri.query().unwrap_or("")).map_err(as_parameter)?)
    }
}

fn read(path: &str, query: &str) -> Result<Paging, Failure> {
    let params = Params::parse(query.as_bytes())?;
    params.refuse_repeated(&[])?;
    let limit = match params.single("limit")? {
        None => DEFAULT_LIMIT,
        Some(text) => text
            .parse()
            .ok()
            .filter(|limit| (1..=MAX_LIMIT).contains(limit))
            .ok_or_else(|| {
                Failure::new(
                    ErrorCode::InvalidParameter,
                    format!("limit is a number from 1 to {MAX_LIMIT}."),
                )
            })?,
    };
    let cursor = params.single("cursor")?.map(str::to_owned);
    let mut filters: Vec<String> = params
        .iter()
        .filter(|(name, _)| *name != "cursor" && *name != "limit")
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    filters.sort_unstable();
    Ok(Paging {
        of: format!("{path}?{}", filters.join("&")),
        params,
        limit,
        cursor,
    })
}

impl Paging {
    /// The page of the store.
    pub async fn page(&self, tenant: &Tenant) -> Result<PageOf, Failure> {
        let start = match &self.cursor {
            Some(text) => Some(cursors::open(tenant, &self.of, text).await?),
            None => None,
        };
        Ok(PageOf {
            limit: self.limit,
            start,
        })
    }

    /// The answer.
    pub async fn answer<T: Serialize>(
        &self,
        tenant: &Tenant,
        listed: Listed<T>,
    ) -> Result<NoStore<ListBody<T>>, Failure> {
        let next_cursor = match listed.next {
            Some(cursor) => Some(cursors::seal(tenant, &self.of, cursor).await?),
            None => None,
        };
        Ok(NoStore(ListBody {
            data: listed.data,
            next_cursor,
            examined: listed.examined,
            filtered_after_reading: listed.filtered_after,
        }))
    }
}

/// A short list that is always whole.
pub fn whole<T>(data: Vec<T>) -> NoStore<ListBody<T>> {
    NoStore(ListBody {
        data,
        next_cursor: None,
        examined: None,
        filtered_after_reading: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_a_number_within_bounds() {
        for bad in [
            "limit=0",
            "limit=101",
            "limit=x",
            "limit=1&limit=2",
            "limit=-1",
            "limit=999999999999",
        ] {
            assert!(read("/api/users", bad).is_err(), "{bad}");
        }
        assert_eq!(
            read("/api/users", "limit=7&b=2&a=1").map(|paging| (paging.limit, paging.of)),
            Ok((7, "/api/users?a=1&b=2".to_owned()))
        );
    }
}
