use super::*;

fn read(query: &str) -> Result<AuthorizationRequest, Refused> {
    AuthorizationRequest::read(&Form::parse(query.as_bytes()).unwrap())
}

fn code_of(query: &str) -> ErrorCode {
    read(query).unwrap_err().code
}

// Shows A7, RFC 6749 §3.1.1.
#[test]
fn only_the_response_type_code_is_known() {
    assert!(read("response_type=code&scope=openid").is_ok());
    assert_eq!(code_of("scope=openid"), ErrorCode::InvalidRequest);
    for other in ["token", "id_token", "code%20id_token", "CODE"] {
        assert_eq!(code_of(&format!("response_type={other}")), ErrorCode::UnsupportedResponseType);
    }
}

// Shows A5.
#[test]
fn any_repeated_parameter_is_refused_also_an_unknown_one() {
    assert_eq!(code_of("response_type=code&scope=a&scope=b"), ErrorCode::InvalidRequest);
    assert_eq!(code_of("response_type=code&x=1&x=2"), ErrorCode::InvalidRequest);
}

// Shows A8, RFC 7636 §4.3.
#[test]
fn a_challenge_needs_the_method_s256() {
    let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    let query = format!("response_type=code&code_challenge={challenge}");
    assert_eq!(code_of(&query), ErrorCode::InvalidRequest);
    assert_eq!(code_of(&format!("{query}&code_challenge_method=plain")), ErrorCode::InvalidRequest);
    assert!(read(&format!("{query}&code_challenge_method=S256")).unwrap().challenge.is_some());
    assert_eq!(code_of("response_type=code&code_challenge_method=S256"), ErrorCode::InvalidRequest);
}

#[test]
fn what_is_not_supported_has_errors_of_its_own() {
    for (name, code) in [
        ("request", ErrorCode::RequestNotSupported),
        ("request_uri", ErrorCode::RequestUriNotSupported),
        ("registration", ErrorCode::RegistrationNotSupported),
    ] {
        assert_eq!(code_of(&format!("response_type=code&{name}=x")), code);
    }
}

#[test]
fn the_response_modes_are_query_and_form_post() {
    let web = "response_type=code&redirect_uri=https://a.example/cb";
    for mode in ["query", "form_post"] {
        assert!(read(&format!("{web}&response_mode={mode}")).is_ok(), "{mode}");
    }
    for mode in ["fragment", "web_message", "jwt", "FORM_POST"] {
        assert_eq!(code_of(&format!("{web}&response_mode={mode}")), ErrorCode::InvalidRequest, "{mode}");
    }
    let app = "response_type=code&redirect_uri=com.example.app:/cb&response_mode=form_post";
    assert_eq!(code_of(app), ErrorCode::InvalidRequest);
}

#[test]
fn each_text_has_a_longest_length() {
    for (name, most) in [
        ("state", LONGEST_STATE),
        ("nonce", 512),
        ("login_hint", 320),
        ("acr_values", 500),
        ("id_token_hint", 4096),
        ("ui_locales", 200),
        ("claims_locales", 200),
        ("display", 20),
    ] {
        let query = |length| format!("response_type=code&{name}={}", "n".repeat(length));
        assert!(read(&query(most)).is_ok(), "{name}");
        assert_eq!(code_of(&query(most + 1)), ErrorCode::InvalidRequest, "{name}");
    }
}

#[test]
fn the_claims_have_at_most_4096_bytes() {
    let query = |length: usize| {
        let name = "n".repeat(length - r#"{"userinfo":{"":null}}"#.len());
        format!(r#"response_type=code&claims={{"userinfo":{{"{name}":null}}}}"#)
    };
    assert_eq!(read(&query(4096)).unwrap().claims.userinfo.len(), 1);
    assert_eq!(code_of(&query(4097)), ErrorCode::InvalidRequest);
    assert_eq!(code_of("response_type=code&claims=name"), ErrorCode::InvalidRequest);
}

#[test]
fn state_is_text_without_control_characters() {
    assert!(read("response_type=code&state=%22%3C%3E%26'%20%E2%9C%93").is_ok());
    for state in ["a%0Ab", "a%0D%0Ab", "%1B", "%7F"] {
        assert_eq!(code_of(&format!("response_type=code&state={state}")), ErrorCode::InvalidRequest);
    }
}

#[test]
fn max_age_is_a_whole_number_of_seconds() {
    let age = |text: &str| read(&format!("response_type=code&max_age={text}")).map(|request| request.max_age);
    assert_eq!((age("0"), age("4294967295")), (Ok(Some(0)), Ok(Some(4_294_967_295))));
    for wrong in ["-1", "%2B1", "1.5", "4294967296", "soon", "%201"] {
        assert!(age(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn acr_values_come_in_the_order_of_the_client() {
    assert_eq!(read("response_type=code&acr_values=2+1").unwrap().acr_values, ["2", "1"]);
}
