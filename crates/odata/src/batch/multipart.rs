//! Batches as `multipart/mixed` (RFC 2046 §5.1): requests as `application/http`, change sets as multiparts of their own.
//!
//! Lines may end in LF alone, as hand-written batches do.

use super::message::{self, Fields, Piece, field, fields};
use super::{MAX_REQUESTS, Request, Step, malformed, too_many};
use crate::error::Refusal;
use crate::media::batch::Content;

/// Reads the parts of a batch.
pub(super) fn read(body: &[u8], boundary: &str) -> Result<Vec<Step>, Refusal> {
    parts(Piece { bytes: body, at: 0 }, boundary)?.into_iter().map(step).collect()
}

fn step(mut part: Piece<'_>) -> Result<Step, Refusal> {
    let start = part.at;
    let head = fields(&mut part)?;
    match content(&head) {
        Some(PartContent::Request) => Ok(Step::Single(request(&head, part)?)),
        Some(PartContent::ChangeSet(boundary)) => {
            let requests = parts(part, &boundary)?.into_iter().map(member).collect::<Result<_, _>>()?;
            Ok(Step::Group { name: None, requests })
        }
        None => {
            Err(malformed("a part is `application/http`, or `multipart/mixed` with a boundary").at(start))
        }
    }
}

fn member(mut part: Piece<'_>) -> Result<Request, Refusal> {
    let start = part.at;
    let head = fields(&mut part)?;
    match content(&head) {
        Some(PartContent::Request) => request(&head, part),
        _ => Err(malformed("a part of a change set is `application/http`").at(start)),
    }
}

/// What a part holds.
enum PartContent {
    Request,
    ChangeSet(String),
}

fn content(head: &Fields) -> Option<PartContent> {
    let kind = field(head, "Content-Type")?;
    let bare = kind.split(';').next().unwrap_or_default().trim();
    if bare.eq_ignore_ascii_case("application/http") {
        return Some(PartContent::Request);
    }
    match Content::of(Some(kind)) {
        Ok(Content::Multipart { boundary }) => Some(PartContent::ChangeSet(boundary)),
        _ => None,
    }
}

fn request(head: &Fields, part: Piece<'_>) -> Result<Request, Refusal> {
    let encoding = field(head, "Content-Transfer-Encoding").unwrap_or("binary");
    if !["binary", "8bit", "7bit"].iter().any(|plain| encoding.eq_ignore_ascii_case(plain)) {
        return Err(malformed("a part may not be encoded; Content-Transfer-Encoding is `binary`").at(part.at));
    }
    let mut request = message::request(part)?;
    // The header of the part names it; some clients put the name among the request's own headers.
    if let Some(id) = field(head, "Content-ID") {
        request.id = Some(id.to_owned());
    }
    Ok(request)
}

/// Cuts a multipart at its boundary. What stands before the first and behind the last is nobody's.
fn parts<'b>(mut rest: Piece<'b>, boundary: &str) -> Result<Vec<Piece<'b>>, Refusal> {
    let whole = rest;
    let end = whole.at + whole.bytes.len();
    let mut parts = Vec::new();
    let mut open: Option<usize> = None;
    while let Some(line) = rest.line() {
        let Some(delimiter) = delimiter(line.bytes, boundary) else {
            continue;
        };
        if let Some(start) = open.replace(rest.at) {
            // What is too much is not cut to its end.
            if parts.len() == MAX_REQUESTS {
                return Err(too_many());
            }
            parts.push(between(whole, start, line.at));
        }
        if delimiter == Delimiter::Last {
            return match parts.is_empty() {
                true => Err(malformed("there is no part").at(line.at)),
                false => Ok(parts),
            };
        }
    }
    Err(malformed("the last boundary is missing, `--` behind it").at(end))
}

#[derive(PartialEq)]
enum Delimiter {
    Next,
    Last,
}

/// Whether a line is the boundary; blanks may follow it (RFC 2046 §5.1.1 "transport padding").
fn delimiter(line: &[u8], boundary: &str) -> Option<Delimiter> {
    match line.strip_prefix(b"--")?.strip_prefix(boundary.as_bytes())?.trim_ascii_end() {
        b"" => Some(Delimiter::Next),
        b"--" => Some(Delimiter::Last),
        _ => None,
    }
}

/// The bytes between two places; the line end before a boundary belongs to the boundary.
fn between(whole: Piece<'_>, start: usize, end: usize) -> Piece<'_> {
    let bytes = whole.bytes.get(start - whole.at..end - whole.at).unwrap_or_default();
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    Piece { bytes: bytes.strip_suffix(b"\r").unwrap_or(bytes), at: start }
}
