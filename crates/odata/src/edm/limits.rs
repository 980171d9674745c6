//! What a property takes besides its type.

/// Which values of its type a client may write into a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limits {
    /// All of them.
    Any,
    /// Numbers between these two, both included, in whole units (`Validation.Minimum` and `Validation.Maximum`).
    Between(i64, i64),
    /// Texts of at least and at most so many characters (`MaxLength`, CSDL §7.2.2).
    Length(usize, usize),
}

impl Limits {
    /// Whether a number, scaled by ten to this power, lies between.
    pub(crate) fn hold(self, digits: i64, scale: u8) -> bool {
        let Self::Between(least, most) = self else {
            return true;
        };
        let one = 10_i128.pow(u32::from(scale));
        (i128::from(least) * one..=i128::from(most) * one).contains(&i128::from(digits))
    }

    /// Whether a double lies between.
    pub(crate) fn hold_double(self, value: f64) -> bool {
        let Self::Between(least, most) = self else {
            return true;
        };
        (least as f64..=most as f64).contains(&value)
    }

    /// Whether a text has the right length.
    pub(crate) fn hold_text(self, text: &str) -> bool {
        let Self::Length(least, most) = self else {
            return true;
        };
        (least..=most).contains(&text.chars().count())
    }

    /// The limits as the end of the sentence "takes …".
    pub(crate) fn in_words(self) -> String {
        match self {
            Self::Any => "any value of its type".to_owned(),
            Self::Between(least, most) => format!("numbers from {least} to {most}"),
            Self::Length(least, most) => format!("{least} to {most} characters"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_hold_on_both_sides() {
        let percent = Limits::Between(0, 100);
        for (digits, scale, holds) in [
            (0, 0, true),
            (100, 0, true),
            (-1, 0, false),
            (101, 0, false),
            (10_000, 2, true),
            (10_001, 2, false),
        ] {
            assert_eq!(percent.hold(digits, scale), holds, "{digits} {scale}");
        }
        for (value, holds) in [(0.0, true), (100.0, true), (100.1, false), (-0.1, false), (f64::NAN, false)] {
            assert_eq!(percent.hold_double(value), holds, "{value}");
        }
        let short = Limits::Length(1, 3);
        for (text, holds) in [("", false), ("é", true), ("ééé", true), ("abcd", false)] {
            assert_eq!(short.hold_text(text), holds, "{text}");
        }
    }
}
