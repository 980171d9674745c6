//! Messages to webhooks of the API, over the same connections as all others.

use async_trait::async_trait;
use domain::outbound::{Words, check_address};
use identity::outbound::Message as Parcel;
use projects::webhooks::{Answer, Carrier, Message, Undelivered};

use super::Courier;

/// What is said about the address of a webhook.
const WORDS: Words = Words {
    unreadable: "use a full address, for example https://app.example.com/webhooks",
    scheme: "use https",
};

#[async_trait]
impl Carrier for Courier {
    fn check(&self, url: &str) -> Result<(), String> {
        check_address(url, &WORDS).map_err(|(_, words)| words.to_owned())
    }

    async fn post(&self, message: Message<'_>) -> Result<Answer, Undelivered> {
        let parcel = Parcel { url: message.url, content_type: "application/json", body: message.body };
        let receipt = self.send(parcel, &message.headers).await;
        let receipt = receipt.map_err(|why| Undelivered(why.to_string()))?;
        // The status says it all: how the rest of the answer ends doesn't matter.
        Ok(Answer { status: receipt.status, retry_after: receipt.retry_after })
    }
}
