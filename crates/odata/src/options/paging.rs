//! `$top`, `$skip`, `$count` and `$inlinecount` (OData URL §5.1.6 and §5.1.7).

use super::{Options, SystemOption};
use crate::error::{Code, Refusal};

/// The most rows that may be skipped: beyond it, an ordered skip reads more than it answers.
pub const MAX_SKIP: u64 = 1_000_000;

/// Whether the answer says how many entities there are, and in which words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// It does not.
    None,
    /// `@odata.count`, asked for with `$count=true`.
    Inline,
    /// The same, and the older `odata.count` as a string, asked for with `$inlinecount=allpages`.
    InlineBothWays,
}

/// How many entities are wanted at most. More than a page holds is no mistake: paging goes on.
pub fn top(options: &Options) -> Result<Option<u64>, Refusal> {
    number(options, SystemOption::Top)
}

/// How many entities are passed over first.
pub fn skip(options: &Options) -> Result<u64, Refusal> {
    let skip = number(options, SystemOption::Skip)?.unwrap_or_default();
    if skip > MAX_SKIP {
        return Err(Refusal::new(Code::InvalidValue, format!("at most {MAX_SKIP} entities can be skipped"))
            .about(SystemOption::Skip.name())
            .at(0));
    }
    Ok(skip)
}

/// Whether a count is wanted. Both spellings at once are refused: they could contradict each other.
pub fn count(options: &Options) -> Result<Count, Refusal> {
    match (options.value(SystemOption::Count), options.value(SystemOption::InlineCount)) {
        (Some(_), Some(_)) => {
            Err(Refusal::new(Code::ConflictingOptions, "cannot be used together with $count")
                .about("$inlinecount"))
        }
        (Some(value), None) if value.eq_ignore_ascii_case("true") => Ok(Count::Inline),
        (Some(value), None) if value.eq_ignore_ascii_case("false") => Ok(Count::None),
        (Some(_), None) => {
            Err(Refusal::new(Code::InvalidValue, "must be `true` or `false`").about("$count").at(0))
        }
        (None, Some("allpages")) => Ok(Count::InlineBothWays),
        (None, Some("none")) | (None, None) => Ok(Count::None),
        (None, Some(_)) => {
            Err(Refusal::new(Code::InvalidValue, "must be `allpages` or `none`").about("$inlinecount").at(0))
        }
    }
}

/// Reads `1*DIGIT`, within the range of Int64.
fn number(options: &Options, option: SystemOption) -> Result<Option<u64>, Refusal> {
    let Some(value) = options.value(option) else {
        return Ok(None);
    };
    let strange = value.chars().position(|c| !c.is_ascii_digit());
    let number = value.parse::<u64>().ok().filter(|number| i64::try_from(*number).is_ok());
    match (strange, number) {
        (None, Some(number)) => Ok(Some(number)),
        (position, _) => {
            Err(Refusal::new(Code::InvalidValue, "must be a whole number from 0 to 9223372036854775807")
                .about(option.name())
                .at(position.unwrap_or_default()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(query: &str) -> Options {
        Options::parse(query).unwrap()
    }

    #[test]
    fn top_takes_whole_numbers_only() {
        let good = [
            ("", None),
            ("$top=0", Some(0)),
            ("$top=007", Some(7)),
            ("$top=9223372036854775807", Some(i64::MAX as u64)),
        ];
        for (query, expected) in good {
            assert_eq!(top(&options(query)), Ok(expected), "{query}");
        }
        let bad = [
            ("$top=", 0),
            ("$top", 0),
            ("$top=-1", 0),
            ("$top=+1", 0),
            ("$top=%2B1", 0),
            ("$top=1.5", 1),
            ("$top=1e3", 1),
            ("$top=10x", 2),
            ("$top=9223372036854775808", 0),
            ("$top=99999999999999999999999", 0),
            ("$top=٣", 0),
        ];
        for (query, position) in bad {
            let refusal = top(&options(query)).unwrap_err();
            assert_eq!((refusal.code, refusal.position), (Code::InvalidValue, Some(position)), "{query}");
            assert_eq!(refusal.target.as_deref(), Some("$top"), "{query}");
        }
    }

    #[test]
    fn a_million_may_be_skipped_and_not_one_more() {
        assert_eq!(skip(&options("")), Ok(0));
        assert_eq!(skip(&options("$skip=1000000")), Ok(1_000_000));
        for query in ["$skip=1000001", "$skip=-1", "$skip=9223372036854775808"] {
            assert_eq!(skip(&options(query)).unwrap_err().code, Code::InvalidValue, "{query}");
        }
    }

    #[test]
    fn counts_are_asked_for_in_one_of_two_ways() {
        let good = [
            ("", Count::None),
            ("$count=true", Count::Inline),
            ("count=TRUE", Count::Inline),
            ("$count=false", Count::None),
            ("$inlinecount=allpages", Count::InlineBothWays),
            ("InlineCount=none", Count::None),
        ];
        for (query, expected) in good {
            assert_eq!(count(&options(query)), Ok(expected), "{query}");
        }
        for query in
            ["$count", "$count=1", "$count=yes", "$inlinecount=all", "$inlinecount=AllPages", "$inlinecount="]
        {
            assert_eq!(count(&options(query)).unwrap_err().code, Code::InvalidValue, "{query}");
        }
        let both = count(&options("$inlinecount=none&$count=false")).unwrap_err();
        assert_eq!(both.code, Code::ConflictingOptions);
    }
}
