//! `strace` as the program that a writer runs through: to count its calls of the system, and to answer them otherwise.

use std::collections::BTreeMap;

/// The program with these arguments besides.
pub(crate) fn strace(arguments: &[&str]) -> Vec<String> {
    ["strace", "-f", "-qq"].iter().chain(arguments).map(|word| (*word).to_owned()).collect()
}

/// The calls in a log, up to the one before a line that holds `end`: of each call, the most that one thread made. That is what the
/// `when=` of an injection counts.
pub(crate) fn count(log: &str, end: &str) -> Vec<(String, usize)> {
    let mut counted: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for line in log.lines().take_while(|line| end.is_empty() || !line.contains(end)) {
        let Some((thread, words)) = line.split_once(' ') else { continue };
        // The second half of a call that another thread interrupted begins with `<`.
        let Some((call, _)) = words.trim_start().split_once('(').filter(|(call, _)| !call.starts_with('<')) else {
            continue;
        };
        *counted.entry((thread, call)).or_default() += 1;
    }
    let mut most: BTreeMap<String, usize> = BTreeMap::new();
    for ((_, call), count) in counted {
        let most = most.entry(call.to_owned()).or_default();
        *most = count.max(*most);
    }
    most.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_counted_by_thread_up_to_the_end() {
        let log = "7 fsync(3) = 0\n7  write(3, \"a(\", 1 <unfinished ...>\n8 fsync(4) = 0\n7 <... write resumed>) = 1\n7 fsync(3) = 0\n\
                   7 writev(1, [\"finished\"])\n7 fsync(3) = 0\n";
        assert_eq!(count(log, "writev("), [("fsync".to_owned(), 2), ("write".to_owned(), 1)]);
    }
}
