//! Being told to stop.

/// Comes back when the process is told to stop: SIGTERM from a supervisor, SIGINT from a keyboard.
#[cfg(unix)]
pub async fn signal() {
    use tokio::signal::unix::{SignalKind, signal};

    let (terminate, interrupt) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()));
    match (terminate, interrupt) {
        (Ok(mut terminate), Ok(mut interrupt)) => {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        }
        // Without handlers the system ends the process by itself, which is all that is left.
        _ => std::future::pending().await,
    }
    tracing::info!("Told to stop");
}

/// Comes back when the process is told to stop from a keyboard.
#[cfg(not(unix))]
pub async fn signal() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
    tracing::info!("Told to stop");
}
