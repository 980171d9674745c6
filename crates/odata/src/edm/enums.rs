//! Enumerations: numbers in the store, names on the wire.

/// An enumeration (CSDL §10).
#[derive(Debug)]
pub struct EnumType {
    /// The unqualified name.
    pub name: &'static str,
    /// Whether members may be combined.
    pub form: EnumForm,
    /// Members with their values, ascending.
    pub members: &'static [(&'static str, i64)],
}

/// Whether the members of an enumeration exclude one another (CSDL §10.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnumForm {
    /// Exactly one member holds.
    Single,
    /// Members are bits (`IsFlags`).
    Flags,
}

impl EnumType {
    /// The JSON text of a stored number: a member, or for flags several with commas (JSON Format §7.1).
    ///
    /// A number without a name is printed as a number, which the standard allows for flags and which
    /// loses nothing for the others.
    pub fn text(&self, number: i64) -> String {
        if let Some((name, _)) = self.members.iter().find(|(_, value)| *value == number) {
            return (*name).to_owned();
        }
        let known: i64 = self.members.iter().fold(0, |bits, (_, value)| bits | value);
        if self.form == EnumForm::Single || number & !known != 0 || number == 0 {
            return number.to_string();
        }
        let set = self.members.iter().filter(|(_, value)| number & value == *value);
        set.map(|(name, _)| *name).collect::<Vec<_>>().join(",")
    }

    /// The number of such a text; the other direction of [`EnumType::text`].
    pub fn number(&self, text: &str) -> Option<i64> {
        let member = |wanted: &str| {
            let found = self.members.iter().find(|(name, _)| *name == wanted.trim());
            found.map(|(_, value)| *value)
        };
        match self.form {
            EnumForm::Single => member(text),
            EnumForm::Flags => text.split(',').try_fold(0, |bits, name| Some(bits | member(name)?)),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::{DAYS, STATE};

    #[test]
    fn enumerations_print_names_flags_and_unknown_numbers() {
        let cases = [
            (&STATE, 1, "Open"),
            (&STATE, 9, "9"),
            (&DAYS, 1, "Monday"),
            (&DAYS, 5, "Monday,Wednesday"),
            (&DAYS, 0, "0"),
            (&DAYS, 64 + 1, "65"),
        ];
        for (kind, number, text) in cases {
            assert_eq!(kind.text(number), text);
        }
    }

    #[test]
    fn enumerations_are_read_as_they_are_printed() {
        let cases = [
            (&STATE, "Open", Some(1)),
            (&STATE, "Open,Shut", None),
            (&STATE, "open", None),
            (&DAYS, "Monday", Some(1)),
            (&DAYS, "Monday, Wednesday", Some(5)),
            (&DAYS, "Monday,Someday", None),
            (&DAYS, "", None),
        ];
        for (kind, text, number) in cases {
            assert_eq!(kind.number(text), number, "{text}");
        }
    }
}
