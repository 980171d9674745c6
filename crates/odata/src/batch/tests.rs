use super::*;

fn multipart(body: &str) -> Result<Vec<Step>, Refusal> {
    read(&Content::Multipart { boundary: "b".into() }, body.replace('\n', "\r\n").as_bytes())
}

fn json(body: &str) -> Result<Vec<Step>, Refusal> {
    read(&Content::Json, body.as_bytes())
}

/// The steps in short: `1 GET url [header: value] body`, groups in braces.
fn told(steps: &[Step]) -> Vec<String> {
    let one = |request: &Request| {
        let id = request.id.as_deref().unwrap_or("-");
        let headers: Vec<_> =
            request.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        let body = String::from_utf8(request.body.clone()).unwrap();
        format!("{id} {} {} [{}] {body}", request.method, request.url, headers.join(", "))
    };
    let step = |step: &Step| match step {
        Step::Single(request) => one(request),
        Step::Group { name, requests } => {
            let requests: Vec<_> = requests.iter().map(one).collect();
            format!("{}{{{}}}", name.as_deref().unwrap_or_default(), requests.join("; "))
        }
    };
    steps.iter().map(step).collect()
}

const GET: &str = "--b\nContent-Type: application/http\n\nGET Projects HTTP/1.1\n\n\n";

#[test]
fn a_multipart_holds_requests_and_change_sets() {
    let body = "nobody's\n--b  \nContent-Type: application/http\nContent-Transfer-Encoding: binary\nContent-ID: 1\n\n\
        GET /odata/Projects?$top=1 HTTP/1.1\nHost: api.example\nAccept: application/json\n\n\n\
        --b\nContent-type: multipart/mixed; boundary=\"c\"\n\n\
        --c\nContent-Type: application/http; msgtype=request\nContent-ID: 2\n\n\
        POST Tasks HTTP/1.1\nContent-Type: application/json\nContent-Length: 7\n\n{\"a\":1}\n\n\
        --c\nContent-Type: application/http\n\nDELETE $2\nContent-ID: 3\n\
        --c--\n\n--b--\nnobody's";
    let expected = [
        "1 GET /odata/Projects?$top=1 [Host: api.example, Accept: application/json] ",
        "{2 POST Tasks [Content-Type: application/json, Content-Length: 7] {\"a\":1}; 3 DELETE $2 [Content-ID: 3] }",
    ];
    assert_eq!(told(&multipart(body).unwrap()), expected);
    assert_eq!(
        told(&read(&Content::Multipart { boundary: "b".into() }, body.as_bytes()).unwrap()),
        expected,
        "lines may end in LF alone"
    );
}

/// A text without its mark `^`, and where that stands.
fn marked(text: &str) -> (String, Option<usize>) {
    (text.replace('^', ""), text.find('^'))
}

#[test]
fn a_broken_multipart_is_refused_with_its_place() {
    let http = |rest: &str| format!("--b\nContent-Type: application/http\n{rest}\n--b--");
    let nested = "--c\n^Content-Type: multipart/mixed;boundary=d\n\n--d\n--d--\n--c--";
    for body in [
        "^".into(),
        format!("{GET}^"),
        "^--b--".into(),
        "--x\n^".into(),
        format!("{GET}--b\n^Content-Type: text/plain\n\nx\n--b--"),
        http("^"),
        http("\n^GET"),
        http("\n^get Projects"),
        http("\n^GET a b HTTP/1.1"),
        http("^no header\n\nGET Projects"),
        http("\nGET Projects\n^no header\n"),
        http("\nPOST Projects\nContent-Length: 9\n\n^{}"),
        http("Content-Transfer-Encoding: base64\n\n^R0VU"),
        format!("--b\nContent-Type: multipart/mixed;boundary=c\n\n{nested}\n--b--"),
    ] {
        let (body, position) = marked(&body.replace('\n', "\r\n"));
        let refusal = read(&Content::Multipart { boundary: "b".into() }, body.as_bytes()).unwrap_err();
        assert_eq!((refusal.code, refusal.position), (Code::SyntaxError, position), "{refusal} in {body}");
    }
}

#[test]
fn json_holds_requests_and_groups() {
    let body = r#"{"requests":[
        {"id":"0","method":"get","url":"Projects","headers":{"Accept":"application/json"},"further":1},
        {"id":"1","atomicityGroup":"g","method":"post","url":"Tasks","body":{"a":0.10}},
        {"id":"2","atomicityGroup":"g","method":"patch","url":"$1","dependsOn":["1","0"],"body":{}},
        {"id":"3","method":"put","url":"x","dependsOn":["g"],"headers":{"content-type":"text/plain"},"body":"a\nb"}]}"#;
    let steps = json(body).unwrap();
    assert_eq!(
        told(&steps),
        [
            "0 GET Projects [Accept: application/json] ",
            "g{1 POST Tasks [Content-Type: application/json] {\"a\":0.10}; \
             2 PATCH $1 [Content-Type: application/json] {}}",
            "3 PUT x [content-type: text/plain] a\nb",
        ]
    );
    assert_eq!(steps[1].requests()[1].depends_on, ["1", "0"]);
}

#[test]
fn broken_json_is_refused_with_its_place() {
    for (body, code) in [
        ("^", Code::SyntaxError),
        ("[^]", Code::SyntaxError),
        (r#"{"requests":[{"id":^1}]}"#, Code::SyntaxError),
        ("{\"requests\":[\n{\"id\":\"1\",^}]}", Code::SyntaxError),
        (r#"{"requests":[{"id":"1","method":"GET"^}]}"#, Code::SyntaxError),
        (r#"{"requests":[{"id":"1","method":"G T","url":"a"}]}"#, Code::SyntaxError),
        (r#"{"requests":[{"id":"1","method":"GET","url":"a","headers":{"a b":"c"}}]}"#, Code::SyntaxError),
        (r#"{"requests":[{"id":"1","method":"GET","url":"a","headers":{"a":"b\r\nc"}}]}"#, Code::SyntaxError),
        (r#"{"requests":[{"id":"1","method":"GET","url":"a","dependsOn":["2"]}]}"#, Code::SyntaxError),
        (r#"{"requests":[{"id":"1","method":"GET","url":"a","if":"x"}]}"#, Code::NotImplemented),
        (
            r#"{"requests":[{"id":"1","method":"PUT","url":"a","headers":{"content-type":"a/b"},"body":"x"}]}"#,
            Code::SyntaxError,
        ),
    ] {
        let (body, position) = marked(body);
        let refusal = json(&body).unwrap_err();
        assert_eq!((refusal.code, refusal.position), (code, position), "{refusal} in {body}");
    }
}

#[test]
fn names_stand_once_and_groups_stand_together() {
    let entry = |id: &str, group: &str| {
        let group = if group.is_empty() { String::new() } else { format!(r#","atomicityGroup":"{group}""#) };
        format!(r#"{{"id":"{id}","method":"GET","url":"Projects"{group}}}"#)
    };
    let batch = |entries: &[(&str, &str)]| {
        let entries: Vec<_> = entries.iter().map(|(id, group)| entry(id, group)).collect();
        json(&format!(r#"{{"requests":[{}]}}"#, entries.join(",")))
    };
    assert!(batch(&[("1", "g"), ("2", "g"), ("3", ""), ("4", "h")]).is_ok());
    for wrong in [
        &[("1", ""), ("1", "")][..],
        &[("1", "g"), ("2", ""), ("3", "g")],
        &[("1", ""), ("2", "1")],
        &[("g", "g")],
    ] {
        assert_eq!(batch(wrong).unwrap_err().code, Code::SyntaxError, "{wrong:?}");
    }
}

#[test]
fn a_batch_holds_so_many_requests_and_no_more() {
    let full = |count: usize| format!("{}--b--", GET.repeat(count));
    assert_eq!(multipart(&full(MAX_REQUESTS)).unwrap().len(), MAX_REQUESTS);
    assert_eq!(multipart(&full(MAX_REQUESTS + 1)).unwrap_err().code, Code::QueryTooComplex);
}

proptest::proptest! {
    #[test]
    fn no_body_makes_the_reader_panic(body in "(--b(--)?|--c|\r?\n|Content-Type: |application/http|multipart/mixed; boundary=c|GET x|[ -~\u{e9}]){0,40}") {
        let _ = read(&Content::Multipart { boundary: "b".into() }, body.as_bytes());
        let _ = read(&Content::Json, body.as_bytes());
    }
}
