//! How long refresh tokens last, and whether they rotate.

use super::{DAY, Service, SignedIn};
use crate::world::{on_each_database, text};

// Shows R5, R044.
#[tokio::test]
async fn a_sliding_refresh_token_lasts_thirty_days_from_its_last_use() {
    on_each_database(async |server| {
        let app = SignedIn::at(&server).await;
        server.wait(30 * DAY - 60);
        let (_, next) = app.renew(&app.refresh_token()).await;
        server.wait(30 * DAY - 60);
        let (_, next) = app.renew(&next).await;
        server.wait(30 * DAY + 1);
        app.refused(&next).await;
    })
    .await;
}

// Shows R5.
#[tokio::test]
async fn one_that_does_not_slide_lasts_thirty_days_from_the_sign_in() {
    on_each_database(async |server| {
        let app = SignedIn::with(&server, "sliding_refresh_token = FALSE").await;
        server.wait(29 * DAY);
        let (_, next) = app.renew(&app.refresh_token()).await;
        server.wait(DAY - 60);
        let (_, next) = app.renew(&next).await;
        server.wait(120);
        app.refused(&next).await;
    })
    .await;
}

// Shows R5.
#[tokio::test]
async fn no_use_carries_a_sign_in_beyond_its_absolute_lifetime() {
    on_each_database(async |server| {
        for (column, days) in [("NULL", 180), ("3888000", 45)] {
            let column = format!("absolute_refresh_token_lifetime = {column}");
            let app = SignedIn::with(&server, &column).await;
            let (mut token, mut passed) = (app.refresh_token(), 0);
            while passed + 29 < days {
                server.wait(29 * DAY);
                passed += 29;
                token = app.renew(&token).await.1;
            }
            server.wait((days - passed) * DAY - 60);
            token = app.renew(&token).await.1;
            server.wait(120);
            app.refused(&token).await;
        }
    })
    .await;
}

// Shows R3.
#[tokio::test]
async fn tokens_of_public_clients_rotate_whatever_their_settings_say() {
    on_each_database(async |server| {
        let app = SignedIn::with(&server, "rotate_refresh_token = FALSE").await;
        let (_, next) = app.renew(&app.refresh_token()).await;
        assert_ne!(next, app.refresh_token());
    })
    .await;
}

#[tokio::test]
async fn a_token_that_does_not_rotate_slides_as_well() {
    on_each_database(async |server| {
        for (sliding, status) in [("TRUE", 200), ("FALSE", 400)] {
            let service = Service::with(&server, &format!("sliding_refresh_token = {sliding}")).await;
            let token = text(&service.sign_in().await["refresh_token"]);
            server.wait(29 * DAY);
            service.refresh(&token).await.assert_status(200);
            server.wait(29 * DAY);
            service.refresh(&token).await.assert_status(status);
        }
    })
    .await;
}
