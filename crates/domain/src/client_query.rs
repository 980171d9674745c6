//! What somebody looks for among their clients: the parameters of an address, the same in the console and at
//! `GET /api/v1/clients`.

use chrono::{DateTime, TimeDelta, Utc};
use oauth::form::Form;
use serde::{Deserialize, Serialize};

use crate::client::{Client, Status};
use crate::problem::Problems;

mod choice;

pub use choice::{Kind, NotAChoice, Sort};

/// Clients on a page.
pub const PAGE_SIZE: u64 = 25;
/// A client of which no credential works longer than this is expiring.
pub const EXPIRES_SOON: TimeDelta = TimeDelta::days(30);
/// The last page that can be asked for.
const LAST_PAGE: u64 = 1_000_000;
/// Characters that can be searched for.
const LONGEST_SEARCH: usize = 200;

/// Which of a person's clients to show, and in which order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ClientQuery {
    /// A part of the name, the id or the description, in any case; empty for all.
    pub search: String,
    /// Of which kind.
    #[serde(rename = "type")]
    pub kind: Option<Kind>,
    /// In which state.
    pub status: Option<Status>,
    /// Only those whose credentials have all ended or end within [`EXPIRES_SOON`].
    pub expiring: bool,
    /// Only those that never authenticated with success.
    pub never_used: bool,
    /// The order.
    pub sort: Sort,
    /// The page, from 1.
    pub page: u64,
}

/// A page of somebody's clients.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClientPage {
    /// The clients of the page.
    pub clients: Vec<Client>,
    /// How many clients of the account are active, whether they are on the page or not.
    pub active: u32,
    /// How many may be.
    pub limit: u32,
    /// How many clients were found, over all pages.
    pub total: u64,
    /// Which page this is, from 1.
    pub page: u64,
    /// How many pages there are; 1 when nothing was found.
    pub pages: u64,
}

impl Default for ClientQuery {
    fn default() -> Self {
        Self {
            search: String::new(),
            kind: None,
            status: None,
            expiring: false,
            never_used: false,
            sort: Sort::default(),
            page: 1,
        }
    }
}

impl ClientQuery {
    /// Reads what stands behind the `?` of an address; an empty value is as good as none.
    ///
    /// # Errors
    /// A problem for each parameter that is unknown, stands there twice or has a value that it can't have.
    pub fn read(parameters: &str) -> Result<Self, Problems> {
        let (mut query, mut problems) = (Self::default(), Problems::default());
        let mut seen = Vec::new();
        for (name, value) in form_urlencoded::parse(parameters.as_bytes()) {
            if seen.contains(&name) {
                problems.add(&name, "repeated", "Write this parameter once.");
                continue;
            }
            if let Err((code, words)) = query.set(&name, value.trim()) {
                problems.add(&name, code, words);
            }
            seen.push(name);
        }
        problems.into_result(query)
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), (&'static str, String)> {
        let value = Some(value).filter(|value| !value.is_empty());
        let wrong = |choice: NotAChoice| ("value", choice.to_string());
        match name {
            "search" => self.search = search(value.unwrap_or_default())?,
            "type" => self.kind = value.map(str::parse).transpose().map_err(wrong)?,
            "status" => self.status = value.map(status).transpose().map_err(wrong)?,
            "expiring" => self.expiring = value.map_or(Ok(false), flag).map_err(wrong)?,
            "neverUsed" => self.never_used = value.map_or(Ok(false), flag).map_err(wrong)?,
            "sort" => self.sort = value.map(str::parse).transpose().map_err(wrong)?.unwrap_or_default(),
            "page" => self.page = value.map_or(Ok(1), page)?,
            _ => {
                let words = "There is no such parameter; known are search, type, status, expiring, neverUsed, \
                             sort and page.";
                return Err(("unknown", words.to_owned()));
            }
        }
        Ok(())
    }

    /// The parameters as they stand behind the `?` of an address; what is as usual is left out.
    #[must_use]
    pub fn to_parameters(&self) -> String {
        let page = self.page.to_string();
        let kind: String = self.kind.map(String::from).unwrap_or_default();
        let usual = Self::default();
        let pairs = [
            ("search", &*self.search, !self.search.is_empty()),
            ("type", &*kind, self.kind.is_some()),
            ("status", self.status.map_or("", Status::as_str), self.status.is_some()),
            ("expiring", "true", self.expiring),
            ("neverUsed", "true", self.never_used),
            ("sort", self.sort.as_str(), self.sort != usual.sort),
            ("page", &*page, self.page != usual.page),
        ];
        Form::encode(pairs.into_iter().filter(|(.., said)| *said).map(|(name, value, _)| (name, value)))
    }

    /// How many clients come before the page.
    #[must_use]
    pub const fn offset(&self) -> u64 {
        self.page.saturating_sub(1).saturating_mul(PAGE_SIZE)
    }
}

impl ClientPage {
    /// How many pages so many clients fill.
    #[must_use]
    pub fn pages(total: u64) -> u64 {
        total.div_ceil(PAGE_SIZE).max(1)
    }
}

/// Whether the client has credentials and none of them works longer than [`EXPIRES_SOON`]. Those that have ended count
/// as well: nobody can use such a client until it gets another.
#[must_use]
pub fn is_expiring(client: &Client, now: DateTime<Utc>) -> bool {
    let lasts = |end: Option<DateTime<Utc>>| end.is_none_or(|end| end > now + EXPIRES_SOON);
    !client.client_secrets.is_empty() && !client.client_secrets.iter().any(|one| lasts(one.expiration))
}

fn status(text: &str) -> Result<Status, NotAChoice> {
    text.parse().map_err(|_| NotAChoice("active, inactive and revoked"))
}

fn flag(text: &str) -> Result<bool, NotAChoice> {
    text.parse().map_err(|_| NotAChoice("true and false"))
}

fn search(text: &str) -> Result<String, (&'static str, String)> {
    if text.chars().count() > LONGEST_SEARCH || text.contains(char::is_control) {
        let words = format!("{LONGEST_SEARCH} characters at most, and no control characters.");
        return Err(("length", words));
    }
    Ok(text.to_owned())
}

fn page(text: &str) -> Result<u64, (&'static str, String)> {
    let page = text.parse().ok().filter(|page| (1..=LAST_PAGE).contains(page));
    page.ok_or_else(|| ("range", format!("Write a number from 1 to {LAST_PAGE}.")))
}

#[cfg(test)]
mod tests;
