//! The answer to a batch: one answer for each request that was done, in the form that the client reads.

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::media::batch::AnswerForm;

/// The answer to one request of a batch.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The name of the request.
    pub id: Option<String>,
    /// The name of its group.
    pub group: Option<String>,
    /// The HTTP status, and its words.
    pub status: (u16, &'static str),
    /// Header fields.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// What became of a step.
#[derive(Clone, Debug)]
pub enum Done {
    /// A request on its own was answered.
    Single(Answer),
    /// All requests of a group succeeded.
    Group(Vec<Answer>),
    /// None of a group's requests left a trace. In JSON each of them is told so; in a multipart there is one answer for all,
    /// that of the request which failed (Protocol §11.7.4).
    Failed {
        /// What each of them is told.
        answers: Vec<Answer>,
        /// Which one is at fault.
        culprit: usize,
    },
}

/// Prints the answers: the value of `Content-Type`, and the body.
///
/// # Errors
/// None that answers could cause: the writer's own, passed on.
pub fn print(form: AnswerForm, done: &[Done]) -> serde_json::Result<(String, Vec<u8>)> {
    match form {
        AnswerForm::Json => {
            let responses = done.iter().flat_map(all).map(Response).collect();
            Ok(("application/json".into(), serde_json::to_vec(&Responses { responses })?))
        }
        AnswerForm::Multipart => Ok(multipart(done)),
    }
}

fn all(done: &Done) -> &[Answer] {
    match done {
        Done::Single(answer) => std::slice::from_ref(answer),
        Done::Group(answers) | Done::Failed { answers, .. } => answers,
    }
}

#[derive(Serialize)]
struct Responses<'a> {
    responses: Vec<Response<'a>>,
}

/// A response object (JSON Format §19.2).
struct Response<'a>(&'a Answer);

impl Serialize for Response<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::{Error, SerializeMap};
        let answer = self.0;
        let mut map = serializer.serialize_map(None)?;
        if let Some(id) = &answer.id {
            map.serialize_entry("id", id)?;
        }
        if let Some(group) = &answer.group {
            map.serialize_entry("atomicityGroup", group)?;
        }
        map.serialize_entry("status", &answer.status.0)?;
        map.serialize_entry("headers", &Headers(&answer.headers))?;
        if !answer.body.is_empty() {
            let text = std::str::from_utf8(&answer.body).map_err(S::Error::custom)?;
            match is_json(&answer.headers) {
                true => map.serialize_entry(
                    "body",
                    &RawValue::from_string(text.to_owned()).map_err(S::Error::custom)?,
                )?,
                false => map.serialize_entry("body", text)?,
            }
        }
        map.end()
    }
}

struct Headers<'a>(&'a [(String, String)]);

impl Serialize for Headers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

fn is_json(headers: &[(String, String)]) -> bool {
    let kind = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    kind.is_some_and(|(_, value)| value.starts_with("application/json"))
}

fn multipart(done: &[Done]) -> (String, Vec<u8>) {
    let boundary = boundary("batchresponse", done.iter().flat_map(all));
    let mut body = Vec::new();
    for (index, done) in done.iter().enumerate() {
        open(&mut body, &boundary);
        match done {
            Done::Single(answer) => part(&mut body, answer),
            Done::Failed { answers, culprit } => {
                answers.get(*culprit).into_iter().for_each(|answer| part(&mut body, answer))
            }
            Done::Group(answers) => {
                let inner = self::boundary(&format!("changesetresponse_{index}"), answers.iter());
                body.extend_from_slice(
                    format!("Content-Type: multipart/mixed; boundary={inner}\r\n\r\n").as_bytes(),
                );
                for answer in answers {
                    open(&mut body, &inner);
                    part(&mut body, answer);
                }
                close(&mut body, &inner);
            }
        }
    }
    close(&mut body, &boundary);
    (format!("multipart/mixed; boundary={boundary}"), body)
}

fn open(body: &mut Vec<u8>, boundary: &str) {
    body.extend_from_slice(format!("--{boundary}\r\n").as_bytes());
}

fn close(body: &mut Vec<u8>, boundary: &str) {
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
}

/// An answer as `application/http`, up to the line end that belongs to the next boundary.
fn part(body: &mut Vec<u8>, answer: &Answer) {
    let mut head = String::from("Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n");
    if let Some(id) = &answer.id {
        head.push_str(&format!("Content-ID: {id}\r\n"));
    }
    let (status, words) = answer.status;
    head.push_str(&format!("\r\nHTTP/1.1 {status} {words}\r\n"));
    for (name, value) in &answer.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(&answer.body);
    body.extend_from_slice(b"\r\n");
}

/// A boundary with a name that some clients know from other services, and look for. It stands in none of the answers: no
/// line of theirs begins with it.
fn boundary<'a>(stem: &str, answers: impl Iterator<Item = &'a Answer> + Clone) -> String {
    let taken = |name: &str| {
        let wanted = format!("--{name}");
        let holds =
            |answer: &Answer| answer.body.windows(wanted.len()).any(|bytes| bytes == wanted.as_bytes());
        answers.clone().any(holds)
    };
    let mut name = stem.to_owned();
    let mut number = 0_u32;
    while taken(&name) {
        number += 1;
        name = format!("{stem}_{number}");
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(id: &str, status: u16, body: &str) -> Answer {
        Answer {
            id: Some(id.into()),
            group: None,
            status: (status, "Words"),
            headers: vec![("content-type".into(), "application/json".into())],
            body: body.into(),
        }
    }

    fn text(done: &[Done]) -> (String, String) {
        let (kind, body) = print(AnswerForm::Multipart, done).unwrap();
        (kind, String::from_utf8(body).unwrap())
    }

    #[test]
    fn a_multipart_is_read_back_as_it_was_written() {
        let done = [
            Done::Single(answer("1", 200, r#"{"a":1}"#)),
            Done::Group(vec![answer("2", 201, "{}"), answer("3", 204, "")]),
            Done::Failed { answers: vec![answer("4", 424, "x"), answer("5", 409, "y")], culprit: 1 },
        ];
        let (kind, body) = text(&done);
        assert_eq!(kind, "multipart/mixed; boundary=batchresponse");
        assert_eq!(body.matches("\r\n\r\nHTTP/1.1 ").count(), 4);
        assert!(body.contains("Content-ID: 5\r\n\r\nHTTP/1.1 409 Words\r\n") && !body.contains("424"));
        assert!(
            body.contains(
                "--batchresponse\r\nContent-Type: multipart/mixed; boundary=changesetresponse_1\r\n\r\n--changesetresponse_1\r\n"
            )
        );
        assert!(body.ends_with("\r\n\r\ny\r\n--batchresponse--\r\n"), "{body}");
    }

    #[test]
    fn a_boundary_is_never_part_of_an_answer() {
        let (kind, body) = text(&[Done::Single(answer("1", 200, "--batchresponse\r\n--batchresponse_1--"))]);
        assert_eq!(kind, "multipart/mixed; boundary=batchresponse_2");
        assert!(body.ends_with("--batchresponse_2--\r\n"));
    }

    #[test]
    fn json_holds_bodies_as_what_they_are() {
        let mut plain = answer("2", 200, "6");
        plain.headers = vec![("content-type".into(), "text/plain".into())];
        plain.group = Some("g".into());
        let done = [
            Done::Single(answer("1", 200, r#"{"a":0.10}"#)),
            Done::Group(vec![plain]),
            Done::Single(answer("3", 204, "")),
        ];
        let (kind, body) = print(AnswerForm::Json, &done).unwrap();
        assert_eq!(kind, "application/json");
        assert_eq!(
            String::from_utf8(body).unwrap(),
            concat!(
                r#"{"responses":[{"id":"1","status":200,"headers":{"content-type":"application/json"},"body":{"a":0.10}},"#,
                r#"{"id":"2","atomicityGroup":"g","status":200,"headers":{"content-type":"text/plain"},"body":"6"},"#,
                r#"{"id":"3","status":204,"headers":{"content-type":"application/json"}}]}"#
            )
        );
    }
}
