//! Comments in JSON.

/// Blanks out comments, so that everything else stays on its line and in its column. What stands in a string is none;
/// a comment that doesn't end takes the rest, as the missing end of the JSON will tell.
pub(super) fn without_comments(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut within = Within::Code;
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        let pair = (letter, next);
        within = match (within, pair) {
            (Within::Code, ('/', Some('/'))) => Within::Line,
            (Within::Code, ('/', Some('*'))) => {
                letters.next();
                plain.push(' ');
                Within::Block
            }
            (Within::Code, ('"', _)) => Within::Text,
            (Within::Text, ('"', _)) | (Within::Line, ('\n', _)) => Within::Code,
            (Within::Text, ('\\', Some(escaped))) => {
                letters.next();
                plain.push('\\');
                plain.push(escaped);
                continue;
            }
            (Within::Block, ('*', Some('/'))) => {
                letters.next();
                plain.push_str("  ");
                within = Within::Code;
                continue;
            }
            (within, _) => within,
        };
        let stays = matches!(within, Within::Code | Within::Text) || letter == '\n';
        plain.push(if stays { letter } else { ' ' });
    }
    if within == Within::Block {
        // Not JSON any more, so that a comment without an end is noticed even when the JSON before it is whole.
        plain.push_str("/*");
    }
    plain
}

/// Where a letter stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Code,
    Text,
    Line,
    Block,
}
