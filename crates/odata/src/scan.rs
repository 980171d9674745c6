//! Reading a text from left to right, knowing where one is.

/// A place in a text. Positions that leave this room are counted in characters, as people count.
pub(crate) struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// Characters read so far.
    pub(crate) fn position(&self) -> usize {
        self.text.get(..self.at).unwrap_or_default().chars().count()
    }

    /// The text that is still to be read.
    pub(crate) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(crate) fn at_end(&self) -> bool {
        self.rest().is_empty()
    }

    pub(crate) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(crate) fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    /// Skips spaces and tabs (`BWS` and `RWS` of the grammar) and says whether there were any.
    pub(crate) fn skip_spaces(&mut self) -> bool {
        !self.take_while(|c| c == ' ' || c == '\t').is_empty()
    }

    /// Reads an `odataIdentifier`: a letter or underscore, then letters, digits, underscores.
    pub(crate) fn identifier(&mut self) -> Option<&'t str> {
        let starts = self.peek().is_some_and(|c| c == '_' || c.is_alphabetic());
        starts.then(|| self.take_while(|c| c == '_' || c.is_alphanumeric()))
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let length = rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_not_bytes() {
        let mut cursor = Cursor::new("Érable é,x");
        assert_eq!(cursor.identifier(), Some("Érable"));
        assert!(cursor.skip_spaces());
        assert_eq!(cursor.identifier(), Some("é"));
        assert_eq!(cursor.position(), 8);
        assert!(cursor.eat(','));
        assert!(!cursor.eat(','));
        assert_eq!(cursor.rest(), "x");
    }
}
