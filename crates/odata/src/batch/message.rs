//! Header fields, and the requests that parts of a batch carry (`application/http`, RFC 9112 §2 and §11.2).

use super::{Request, malformed};
use crate::error::Refusal;

/// How many header fields a part or a request may have.
const MAX_FIELDS: usize = 50;

/// Bytes and where they stand in the body of the batch.
#[derive(Clone, Copy)]
pub(super) struct Piece<'b> {
    pub(super) bytes: &'b [u8],
    pub(super) at: usize,
}

/// The lines of a piece, without their ends; a line may end in LF alone.
impl<'b> Piece<'b> {
    /// Takes the first line off; none when nothing is left.
    pub(super) fn line(&mut self) -> Option<Piece<'b>> {
        if self.bytes.is_empty() {
            return None;
        }
        let at = self.at;
        let end = self.bytes.iter().position(|byte| *byte == b'\n');
        let (line, rest) = match end {
            Some(end) => (self.bytes.get(..end)?, self.bytes.get(end + 1..)?),
            None => (self.bytes, &[][..]),
        };
        self.at += self.bytes.len() - rest.len();
        self.bytes = rest;
        Some(Piece { bytes: line.strip_suffix(b"\r").unwrap_or(line), at })
    }

    fn text(&self) -> Result<&'b str, Refusal> {
        std::str::from_utf8(self.bytes).map_err(|_| malformed("a line is not in UTF-8").at(self.at))
    }
}

/// Header fields, names as they were written.
pub(super) type Fields = Vec<(String, String)>;

/// The value of a field, by a name in any case.
pub(super) fn field<'f>(fields: &'f Fields, name: &str) -> Option<&'f str> {
    fields.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// Takes the header fields off a piece, up to the empty line behind them.
pub(super) fn fields(piece: &mut Piece<'_>) -> Result<Fields, Refusal> {
    let mut fields = Fields::new();
    while let Some(line) = piece.line() {
        if line.bytes.is_empty() {
            break;
        }
        let (name, value) = line
            .text()?
            .split_once(':')
            .filter(|(name, value)| is_field_name(name) && is_field_value(value))
            .ok_or_else(|| malformed("this is no header field").at(line.at))?;
        if fields.len() == MAX_FIELDS {
            return Err(malformed(format!("more than {MAX_FIELDS} header fields")).at(line.at));
        }
        fields.push((name.to_owned(), value.trim().to_owned()));
    }
    Ok(fields)
}

/// A token (RFC 9110 §5.6.2).
pub(super) fn is_field_name(name: &str) -> bool {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(legal)
}

/// Visible ASCII, spaces and tabs (RFC 9110 §5.5).
pub(super) fn is_field_value(value: &str) -> bool {
    value.bytes().all(|byte| byte == b'\t' || (b' '..=b'~').contains(&byte))
}

/// Reads a request: its line, its header fields, and what is left as its body.
pub(super) fn request(mut piece: Piece<'_>) -> Result<Request, Refusal> {
    let start = piece.at;
    let line = piece.line().ok_or_else(|| malformed("a part holds no request").at(start))?;
    let wrong = || malformed("a request begins with its method and its address").at(line.at);
    let text = line.text()?.trim_end();
    let (method, rest) = text.split_once(' ').ok_or_else(wrong)?;
    let url = rest.rsplit_once(" HTTP/").map_or(rest, |(url, _)| url).trim();
    if !is_method(method) || url.is_empty() || url.contains(char::is_whitespace) {
        return Err(wrong());
    }
    let headers = fields(&mut piece)?;
    let body = body(piece, &headers)?;
    Ok(Request {
        id: field(&headers, "Content-ID").map(str::to_owned),
        method: method.to_owned(),
        url: url.to_owned(),
        headers,
        body: body.to_owned(),
        depends_on: Vec::new(),
    })
}

/// Whether this could be a method: letters, in capitals (RFC 9110 §9.1).
pub(super) fn is_method(method: &str) -> bool {
    !method.is_empty() && method.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// As long as the request says, or all of it.
fn body<'b>(piece: Piece<'b>, headers: &Fields) -> Result<&'b [u8], Refusal> {
    let Some(length) = field(headers, "Content-Length") else {
        return Ok(piece.bytes);
    };
    let cut = length.parse().ok().and_then(|length: usize| piece.bytes.get(..length));
    cut.ok_or_else(|| malformed("Content-Length is not the length of the body").at(piece.at))
}
