//! `DELETE` of an entity.

use crate::support::TestApi;
use crate::support::databases::on_both;

#[tokio::test]
async fn what_is_deleted_is_gone_with_what_cannot_be_without_it() {
    on_both("delete", async |api: TestApi| {
        let answer = api.write("DELETE", "Projects(1)", "").await;
        assert_eq!((answer.status.as_u16(), answer.body.as_str()), (204, ""));
        assert_eq!(api.get("/odata/Projects(1)").await.status, 404);
        for count in ["Tasks/$count?$filter=projectId%20eq%201", "Buffers/$count?$filter=projectId%20eq%201"]
        {
            assert_eq!(api.get(&format!("/odata/{count}")).await.body, "0", "{count}");
        }
        assert_eq!(api.write("DELETE", "Projects(1)", "").await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn what_others_refer_to_stays() {
    on_both("delete_manager", async |api: TestApi| {
        for address in ["Resources(2)", "Projects(2)/projectManager"] {
            let answer = api.write("DELETE", address, "").await;
            assert_eq!(
                (answer.status.as_u16(), answer.code().as_str()),
                (409, "conflict"),
                "{}",
                answer.body
            );
        }
        let free = api.write(
            "POST",
            "Resources",
            r#"{"resourceName":"x","kind":"Person","capacity":1,"isActive":true}"#,
        );
        let key = free.await.json()["resourceId"].clone();
        assert_eq!(api.write("DELETE", &format!("Resources({key})"), "").await.status, 204);
    })
    .await;
}
