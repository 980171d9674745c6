//! What can be done with webhooks besides writing them.

use odata::error::{Code, Refusal};
use odata::path::Way;

use super::signature::Secret;
use super::witness::{self, Became, Noted};
use super::{queue, secrets};
use crate::error::ApiError;
use crate::rows::Row;
use crate::write::Writer;

/// `Webhooks(1)/Ccpm.RotateSecret`: another secret, while those of before sign for a day longer.
pub(crate) async fn rotate_secret(writer: &mut Writer<'_>, way: &Way) -> Result<Secret, ApiError> {
    // Kept from others, so that of two who rotate at once neither misses the other's secret.
    let webhook = writer.found(way).await?.key;
    let author = writer.author();
    let account = author.tenant.account();
    let (txn, webhooks) = writer.within();
    let secret = secrets::rotate(txn, &*webhooks.vault, (account, webhook), author.now).await?;
    let owner = witness::owner(txn, webhook).await?;
    let (became, why) = (Became::SecretRotated, String::new());
    writer.followed().noted.push(Noted { became, webhook, account, owner, by: None, why });
    Ok(secret)
}

/// `WebhookDeliveries(1)/Ccpm.Retry`: the message is sent again at once, and the schedule begins anew.
pub(crate) async fn retry(writer: &mut Writer<'_>, way: &Way) -> Result<Row, ApiError> {
    let delivery = writer.found(way).await?.key;
    let now = writer.author().now;
    let (txn, _) = writer.within();
    if !queue::retry(txn, delivery, now).await? {
        let message = "it is being sent at this moment: wait for what comes of that";
        return Err(Refusal::new(Code::Conflict, message).about(way.address()).into());
    }
    // The message was not written just now, and is due all the same.
    writer.followed().messages += 1;
    writer.found(way).await
}
