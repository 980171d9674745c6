//! Light and dark, chosen on a page without a script.

use crate::world::{Answer, on_each_database};

const THEME: &str = "/Identity/Account/Theme";

fn cookies(answer: &Answer) -> Vec<String> {
    answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_chosen_theme_is_remembered_and_leads_back_to_its_page() {
    on_each_database(async |server| {
        let stranger = server.stranger();
        let login = stranger.get("/Identity/Account/Login?return_to=%2FIdentity%2FAccount%2FManage").await;
        let (csrf, here) = (login.hidden("csrf"), login.hidden("here"));
        assert_eq!(here, "/Identity/Account/Login?return_to=%2FIdentity%2FAccount%2FManage");
        let fields = [("csrf", &*csrf), ("here", &*here), ("theme", "dark")];
        let answer = stranger.post(THEME, &fields).await.assert_status(303);
        assert_eq!(answer.location(), here);
        let set = cookies(&answer).into_iter().find(|cookie| cookie.starts_with("theme=dark")).unwrap();
        assert!(set.contains("Max-Age=31536000") && !set.contains("HttpOnly"), "{set}");
        assert!(stranger.get(&here).await.text.contains("data-theme=\"dark\""));
    })
    .await;
}

// Shows L12.
#[tokio::test]
async fn the_choice_of_a_theme_leads_nowhere_else_and_sets_nothing_else() {
    on_each_database(async |server| {
        let stranger = server.stranger();
        let csrf = stranger.csrf().await;
        for (csrf, here, theme, back) in [
            (&*csrf, "https://evil.example", "dark", "/"),
            (&*csrf, "//evil.example", "dark", "/"),
            (&*csrf, "/docs/errors", "dark; path=/", "/docs/errors"),
            ("", "/docs/errors", "dark", "/docs/errors"),
        ] {
            let fields = [("csrf", csrf), ("here", here), ("theme", theme)];
            let answer = stranger.post(THEME, &fields).await.assert_status(303);
            assert_eq!(answer.location(), back);
            let set = cookies(&answer).into_iter().any(|cookie| cookie.starts_with("theme="));
            assert_eq!(set, here.contains("evil"), "{here} {theme}");
        }
    })
    .await;
}
