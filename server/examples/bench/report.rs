//! The table, in Markdown, so that it can be put into `docs/performance.md` as it is.

use std::time::Duration;

use crate::flood::{Flooded, GUESSERS, Source};
use crate::load::Measured;

/// A path beside its bare handler.
pub(crate) struct Row {
    /// What was measured.
    pub(crate) name: &'static str,
    /// How many bytes the answers have.
    pub(crate) size: usize,
    /// Latchkey.
    pub(crate) own: Measured,
    /// The bare handler.
    pub(crate) bare: Measured,
}

/// Says under which circumstances the figures came to be, and begins the table.
pub(crate) fn head(cores: usize, threads: usize, connections: u16, each: Duration, database: &str) {
    if cfg!(debug_assertions) {
        println!("Built without optimisation: these figures mean nothing. `make bench` builds with it.\n");
    }
    println!(
        "{cores} cores, {threads} to serve and {threads} to send; {connections} connections; {} s a row; {database}.\n",
        each.as_secs()
    );
    println!(
        "| path | answer | requests/s | p50 | p99 | bare axum | of bare | CPU a request | bare axum | of bare |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
}

/// One line of the table. "Of bare" is how many requests there are for 100 of the bare handler: first in the same
/// time, then for the same processor time.
pub(crate) fn row(row: &Row) {
    let Row { name, size, own, bare } = row;
    let (own_rate, bare_rate) = (rate(own), rate(bare));
    let (own_cost, bare_cost) = (cost(own), cost(bare));
    println!(
        "| {name} | {size} B | {own_rate:.0} | {} | {} | {bare_rate:.0} | {} | {} | {} | {} |",
        milliseconds(percentile(&own.took, 50)),
        milliseconds(percentile(&own.took, 99)),
        percent(Some(own_rate / bare_rate)),
        microseconds(own_cost),
        microseconds(bare_cost),
        percent(own_cost.zip(bare_cost).map(|(own, bare)| bare / own)),
    );
}

/// Begins the table of floods.
pub(crate) fn floods_head() {
    println!("\n{GUESSERS} wrong sign-ins at once, and `client_credentials` meanwhile:\n");
    println!(
        "| flood | requests/s | p50 | p99 | wrong (422) | too many (429) | turned away (503) | memory before | at most |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
}

/// The line without a flood.
pub(crate) fn calm(others: &Measured) {
    println!("| none | {} | | | | | |", latencies(others));
}

/// The line of a flood. Memory is that of the whole process: the clients of both kinds are in it.
pub(crate) fn flood(source: Source, flooded: &Flooded) {
    let name = match source {
        Source::Everywhere => "from everywhere, for people without end",
        Source::OneAddress => "from one address, for a hundred people",
    };
    let count = |status: u16| flooded.answers.get(&status).copied().unwrap_or_default();
    let memory = flooded.memory.map_or_else(
        || "– | –".to_owned(),
        |(before, most)| format!("{} MiB | + {} MiB", before / 1024, most.saturating_sub(before) / 1024),
    );
    println!(
        "| {name} | {} | {} | {} | {} | {memory} |",
        latencies(&flooded.others),
        count(422),
        count(429),
        count(503),
    );
}

fn latencies(measured: &Measured) -> String {
    let (p50, p99) = (percentile(&measured.took, 50), percentile(&measured.took, 99));
    format!("{:.0} | {} | {}", rate(measured), milliseconds(p50), milliseconds(p99))
}

fn rate(measured: &Measured) -> f64 {
    measured.took.len() as f64 / measured.during.as_secs_f64()
}

/// Processor time for one request, in microseconds.
fn cost(measured: &Measured) -> Option<f64> {
    let cpu = measured.cpu.filter(|_| !measured.took.is_empty())?;
    Some(cpu.as_secs_f64() * 1e6 / measured.took.len() as f64)
}

/// The time within which so many of a hundred answers came.
fn percentile(took: &[Duration], percent: usize) -> Duration {
    let rank = (took.len() * percent).div_ceil(100).saturating_sub(1);
    took.get(rank).copied().unwrap_or_default()
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}

fn microseconds(cost: Option<f64>) -> String {
    cost.map_or_else(|| "–".to_owned(), |cost| format!("{cost:.1} µs"))
}

fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "–".to_owned(), |share| format!("{:.1} %", share * 100.0))
}
