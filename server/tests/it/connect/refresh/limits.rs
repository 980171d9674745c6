//! How many sign-ins a person may have at clients: beyond that the oldest ends.

use super::{CALLBACK, SignedIn, sign_in};
use crate::world::{on_each_database, text};

// Shows R8, R120, R122.
#[tokio::test]
async fn the_twenty_first_sign_in_at_a_client_ends_the_oldest_and_rotation_does_not_count() {
    on_each_database(async |server| {
        let app = SignedIn::at(&server).await;
        let mut oldest = app.refresh_token();
        let second = text(&sign_in(&app.alice, &app.app).await["refresh_token"]);
        for _ in 2..20 {
            sign_in(&app.alice, &app.app).await;
        }
        for _ in 0..2 {
            oldest = app.renew(&oldest).await.1;
        }
        sign_in(&app.alice, &app.app).await;
        app.refused(&oldest).await;
        app.renew(&second).await;
    })
    .await;
}

// Shows R8, R121, R122.
#[tokio::test]
async fn the_hundred_and_first_sign_in_of_a_person_ends_the_oldest_of_any_client() {
    on_each_database(async |server| {
        let app = SignedIn::at(&server).await;
        let second = text(&sign_in(&app.alice, &app.app).await["refresh_token"]);
        let mut apps = vec![app.app.clone()];
        for _ in 0..5 {
            apps.push(app.alice.app(CALLBACK).await);
        }
        // 20 at each of four clients, 18 more at the first, and then one at the sixth and one too many.
        for number in 0..98 {
            let at = match number {
                0..18 => 0,
                _ => 1 + (number - 18) / 20,
            };
            sign_in(&app.alice, &apps[at]).await;
        }
        let (_, first) = app.renew(&app.refresh_token()).await;
        sign_in(&app.alice, &apps[5]).await;
        app.refused(&first).await;
        app.renew(&second).await;
    })
    .await;
}
