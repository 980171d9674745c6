//! How much processor time serving has cost so far, told apart from sending.
//!
//! Clients and server share the machine, so requests a second say as much about the clients as about the server. The
//! time that the server's threads were running says how many requests one core would answer.

use std::fs;
use std::time::Duration;

/// The name of the threads that send.
pub(crate) const LOADING: &str = "loading";

/// Linux counts in hundredths of a second here, whatever the machine (proc_pid_stat(5), `USER_HZ`).
const TICK: Duration = Duration::from_millis(10);

/// The processor time of this process without its sending threads; `None` where the system doesn't tell.
pub(crate) fn serving() -> Option<Duration> {
    let all = ticks(&fs::read_to_string("/proc/self/stat").ok()?)?;
    let mut sending = 0;
    for thread in fs::read_dir("/proc/self/task").ok()? {
        // A thread that has ended meanwhile is none of the sending ones: those stay.
        let Ok(stat) = fs::read_to_string(thread.ok()?.path().join("stat")) else { continue };
        if stat.contains(&format!("({LOADING})")) {
            sending += ticks(&stat)?;
        }
    }
    Some(TICK * all.saturating_sub(sending))
}

/// User and system time, the fourteenth and fifteenth field. The second is a name in parentheses that may hold spaces.
fn ticks(stat: &str) -> Option<u32> {
    let (_, behind_name) = stat.rsplit_once(')')?;
    let mut fields = behind_name.split_whitespace().skip(11);
    let mut next = || fields.next()?.parse::<u32>().ok();
    Some(next()? + next()?)
}
