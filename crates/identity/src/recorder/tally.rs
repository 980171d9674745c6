//! Uses of secrets, added up before they are written: a row an hour and address, however many the uses are.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::net::IpAddr;

use chrono::{DateTime, Utc};
use domain::secret_use::hour_of;
use store::clients::Used;
use store::secret_uses::SecretUse;

/// Addresses that are told apart for one secret within one hour. A secret that leaked to a botnet must not fill the
/// database; its owner learns enough from these.
const MOST_ADDRESSES: usize = 64;
/// Secrets whose addresses are remembered; beyond that the memory begins anew.
const MOST_SECRETS: usize = 4_096;

/// Which addresses have a row of their own.
#[derive(Default)]
pub(super) struct Tally(HashMap<(i64, DateTime<Utc>), HashSet<IpAddr>>);

impl Tally {
    /// Adds up the uses of one batch, in the order of the rows.
    pub(super) fn add_up(&mut self, batch: &[Used]) -> Vec<SecretUse> {
        let mut rows: BTreeMap<(i64, DateTime<Utc>, String), SecretUse> = BTreeMap::new();
        for used in batch {
            let Some(secret) = used.secret else { continue };
            let hour = hour_of(used.at);
            let address = self.told_apart(secret, hour, used.address);
            let row = rows.entry((secret, hour, address.clone())).or_insert_with(|| SecretUse {
                secret,
                hour,
                address,
                uses: 0,
                last_at: used.at,
            });
            row.uses = row.uses.saturating_add(1);
            row.last_at = row.last_at.max(used.at);
        }
        rows.into_values().collect()
    }

    /// The address as it is written; empty when there are too many to tell them apart.
    fn told_apart(&mut self, secret: i64, hour: DateTime<Utc>, address: Option<IpAddr>) -> String {
        let Some(address) = address else { return String::new() };
        if self.0.len() >= MOST_SECRETS {
            self.0.clear();
        }
        let known = self.0.entry((secret, hour)).or_default();
        if known.len() < MOST_ADDRESSES || known.contains(&address) {
            known.insert(address);
            return address.to_string();
        }
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn used(secret: i64, seconds: i64, host: u8) -> Used {
        let at = "2026-11-22T08:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::seconds(seconds);
        let address = Some(IpAddr::from([192, 0, 2, host]));
        Used { client: 1, secret: Some(secret), at, address, agent: None }
    }

    #[test]
    fn uses_of_one_hour_and_address_are_one_row() {
        let batch = [used(7, 9, 1), used(7, 5, 1), used(7, 6, 2), used(7, 3600, 1), used(8, 1, 1)];
        let rows = Tally::default().add_up(&batch);
        let seen: Vec<_> = rows.iter().map(|row| (row.secret, &*row.address, row.uses)).collect();
        assert_eq!(
            seen,
            [(7, "192.0.2.1", 2), (7, "192.0.2.2", 1), (7, "192.0.2.1", 1), (8, "192.0.2.1", 1)]
        );
        assert_eq!(rows[0].last_at, used(7, 9, 1).at);
        let nobody = Used { secret: None, ..used(7, 0, 1) };
        assert_eq!(Tally::default().add_up(&[nobody]), [], "no secret was used");
    }

    #[test]
    fn sixty_four_addresses_an_hour_are_told_apart_and_the_others_are_one() {
        let mut tally = Tally::default();
        let batch: Vec<_> = (0..100).map(|host| used(7, 0, host)).collect();
        let rows = tally.add_up(&batch);
        assert_eq!(rows.len(), 65);
        let others = rows.iter().find(|row| row.address.is_empty()).unwrap();
        assert_eq!(others.uses, 36);
        let again = tally.add_up(&[used(7, 1, 3), used(7, 1, 99)]);
        assert_eq!(again.iter().map(|row| &*row.address).collect::<Vec<_>>(), ["", "192.0.2.3"]);
    }
}
