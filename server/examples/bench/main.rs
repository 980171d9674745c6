//! What the hot paths cost beside a bare handler, in one run on one machine: `make bench`.
//!
//! One process with two runtimes: `serving` holds Latchkey, as `latchkey serve --demo` puts it together, and a bare
//! axum handler; `loading` holds the clients. Every request goes through HTTP over loopback, on connections that stay
//! open, one request at a time on each. Each path is measured right after a bare handler that takes the same requests
//! and answers as many bytes. `docs/performance.md` says how to read the table.

mod bare;
mod call;
mod cpu;
mod flood;
mod load;
mod memory;
mod path;
mod place;
mod report;

use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use tokio::runtime::{Builder, Runtime};

use self::flood::{Guesses, Source};
use self::load::{Measured, Plan};
use self::path::Path;
use self::place::Place;
use self::report::Row;

/// Whatever went wrong: a measurement that is not whole is none.
pub(crate) type Fault = Box<dyn std::error::Error + Send + Sync>;

/// Measures what the hot paths cost beside a bare axum handler.
#[derive(Debug, Parser)]
#[command(name = "bench")]
struct Options {
    /// Seconds that each row is measured, after a second of warming up
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=60))]
    seconds: u64,
    /// Connections, each with one request under way
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=256))]
    connections: u16,
    /// Threads that serve, and as many that send; half of the cores if not said
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=64))]
    threads: Option<u16>,
    /// An empty database to fill, sqlite://… or postgres://…, instead of a new file
    #[arg(long)]
    database_url: Option<String>,
}

fn main() -> ExitCode {
    match run(&Options::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("bench: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<(), Fault> {
    log_into_nothing();
    let cores = std::thread::available_parallelism()?.get();
    let threads = options.threads.map_or((cores / 2).max(1), usize::from);
    let (serving, loading) = (runtime("serving", threads)?, runtime(cpu::LOADING, threads)?);
    // What is put away at the end may still want a runtime.
    let _inside = serving.enter();

    let folder = tempfile::tempdir()?;
    let place = Place::open(&serving, folder.path(), options.database_url.as_deref())?;
    let paths = serving.block_on(path::all(&place, usize::from(options.connections)))?;

    let plan = Plan { warm_up: Duration::from_secs(1), measured: Duration::from_secs(options.seconds) };
    report::head(cores, threads, options.connections, plan.measured, place.database);
    for path in paths {
        report::row(&compare(&serving, &loading, path, plan)?);
    }
    floods(&loading, &place, serving.block_on(path::service(&place))?, usize::from(options.connections), plan)
}

/// Measures what a flood of sign-ins leaves for others: once without a flood, then with each kind.
fn floods(
    loading: &Runtime,
    place: &Place,
    service: call::Call,
    connections: usize,
    plan: Plan,
) -> Result<(), Fault> {
    let calls = || (0..connections).map(|_| service.repeated()).collect::<Vec<_>>();
    let at = Guesses::at(place);
    report::floods_head();
    report::calm(&measure(loading, at, calls(), plan)?);
    for source in [Source::Everywhere, Source::OneAddress] {
        let guesses = Guesses::new(place, source);
        let flooded = loading.block_on(loading.spawn(flood::run(at, guesses, calls(), plan)))??;
        report::flood(source, &flooded);
    }
    Ok(())
}

/// Measures the bare handler, then the path.
fn compare(serving: &Runtime, loading: &Runtime, mut path: Path, plan: Plan) -> Result<Row, Fault> {
    let size = loading.block_on(load::probe(path.at, &mut path.calls))?;
    let bare = bare::open(serving, size)?;
    let name = path.name;
    let bare = measure(loading, bare, path.calls.iter().map(call::Call::repeated).collect(), plan)?;
    let own = measure(loading, path.at, path.calls, plan)?;
    Ok(Row { name, size, own, bare })
}

/// Spawned, so that all of it runs on the threads of `loading`, whose time is not the server's.
fn measure(
    loading: &Runtime,
    at: std::net::SocketAddr,
    calls: Vec<call::Call>,
    plan: Plan,
) -> Result<Measured, Fault> {
    loading.block_on(loading.spawn(load::run(at, calls, plan)))?
}

fn runtime(name: &str, threads: usize) -> std::io::Result<Runtime> {
    Builder::new_multi_thread().worker_threads(threads).thread_name(name).enable_all().build()
}

/// The log costs what it costs in production, but for the last step: its lines go nowhere.
fn log_into_nothing() {
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::INFO)
        .with_ansi(false)
        .with_writer(std::io::sink)
        .init();
}
