//! What another site's page cannot do, and what nobody can send.

use axum::body::Body;
use bytes::Bytes;
use http::StatusCode;
use rstest::rstest;

use crate::support::*;

const LIMIT: usize = 256 * 1024;

// Shows M3.
#[rstest]
#[case::from_a_page_of_ours(&[("sec-fetch-site", "same-origin")], 200)]
#[case::typed_by_the_person(&[("sec-fetch-site", "none")], 200)]
#[case::from_another_site(&[("sec-fetch-site", "cross-site")], 403)]
#[case::from_a_neighbouring_host(&[("sec-fetch-site", "same-site")], 403)]
#[case::the_browser_is_believed_before_the_origin(&[("sec-fetch-site", "cross-site"), ("origin", "http://localhost:44367")], 403)]
#[case::an_old_browser_on_our_page(&[("origin", "http://localhost:44367")], 200)]
#[case::an_old_browser_on_our_page_by_another_name(&[("origin", "http://127.0.0.1:44367")], 200)]
#[case::an_old_browser_elsewhere(&[("origin", "http://localhost:3000")], 403)]
#[case::an_origin_that_hides(&[("origin", "null")], 403)]
#[tokio::test]
async fn a_form_is_taken_only_from_our_own_pages(#[case] headers: &[(&str, &str)], #[case] expected: u16) {
    let with = |request: http::request::Builder| {
        headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))
    };
    let answer = send(identity(), with(request("POST", "/Identity/Account/Login")), "a=b").await;
    assert_eq!(answer.status, expected);

    let request =
        with(request("POST", "/api/console/create_client")).header("content-type", "application/json");
    assert_eq!(send(identity(), request, "{}").await.status, expected);
}

#[tokio::test]
async fn a_browser_that_says_nothing_is_left_to_the_token_in_the_form_and_a_server_function_has_none() {
    let answer = send(identity(), request("POST", "/Identity/Account/Login"), "a=b").await;
    assert_eq!(answer.status, StatusCode::OK, "the handler decides");
    let request = request("POST", "/api/console/create_client").header("content-type", "application/json");
    assert_eq!(send(identity(), request, "{}").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn reading_is_not_guarded_and_programs_are_not_either() {
    let cross = |method, path| request(method, path).header("sec-fetch-site", "cross-site");
    for method in ["GET", "HEAD", "OPTIONS"] {
        let answer = send(identity(), cross(method, "/Identity/Account/Login"), Body::empty()).await;
        assert_eq!(answer.status, StatusCode::OK, "{method}");
    }
    assert_eq!(send(identity(), cross("POST", "/connect/token"), "a=b").await.text(), "3");
    assert_eq!(send(identity(), cross("POST", "/nowhere"), "a=b").await.status, StatusCode::NOT_FOUND);
}

// Shows M4.
#[rstest]
#[case("application/json", 200)]
#[case("application/json; charset=utf-8", 200)]
#[case("APPLICATION/JSON", 200)]
#[case("text/plain", 415)]
#[case("application/x-www-form-urlencoded", 415)]
#[case("multipart/form-data; boundary=application/json", 415)]
#[case("application/json5", 415)]
#[case("", 415)]
#[tokio::test]
async fn a_server_function_takes_json_and_nothing_that_a_form_could_send(
    #[case] kind: &str,
    #[case] expected: u16,
) {
    let request = request("POST", "/api/console/create_client").header("sec-fetch-site", "same-origin");
    let answer = send(identity(), request.header("content-type", kind), "{}").await;
    assert_eq!(answer.status, expected);
}

// Shows M4.
#[tokio::test]
async fn a_body_of_256_kib_is_read_and_one_byte_more_is_not() {
    let send_sized = async |size: usize, declared: bool| {
        let request = request("POST", "/connect/token");
        let body = vec![b'a'; size];
        if declared {
            return send(identity(), request.header("content-length", size), body).await;
        }
        let chunks: Vec<_> =
            body.chunks(10_000).map(|chunk| Ok::<_, std::io::Error>(Bytes::copy_from_slice(chunk))).collect();
        send(identity(), request, Body::new(Pieces::new(chunks))).await
    };
    for declared in [true, false] {
        assert_eq!(send_sized(LIMIT, declared).await.text(), LIMIT.to_string());
        let refused = send_sized(LIMIT + 1, declared).await;
        assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
        let said = refused.json();
        assert_eq!(said["error_description"], "The request is larger than the 256 KiB that are read here.");
    }
}

#[tokio::test]
async fn a_body_that_breaks_off_is_a_bad_request() {
    let pieces = vec![Ok(Bytes::from_static(b"a")), Err(std::io::Error::other("gone"))];
    let answer = send(identity(), request("POST", "/connect/token"), Body::new(Pieces::new(pieces))).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
}

#[tokio::test(start_paused = true)]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let body = Pieces::new(vec![Ok(Bytes::from_static(b"a"))]).and_then_nothing();
    let answer = send(identity(), request("POST", "/connect/token"), Body::new(body)).await;
    assert_eq!(answer.status, StatusCode::REQUEST_TIMEOUT);
}
