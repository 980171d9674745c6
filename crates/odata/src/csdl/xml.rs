//! Writing XML: elements and attributes, nothing else.

/// A document that grows one element a line.
pub(super) struct Xml {
    text: String,
    depth: usize,
}

impl Xml {
    pub(super) fn new() -> Self {
        Self { text: String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"), depth: 0 }
    }

    pub(super) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes, ">\n");
        self.depth += 1;
    }

    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes, "/>\n");
    }

    pub(super) fn close(&mut self, name: &str) {
        self.depth = self.depth.saturating_sub(1);
        self.tag(&format!("/{name}"), &[], ">\n");
    }

    /// An element that holds a text.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.text.push_str(&format!("{}<{name}>{}</{name}>\n", " ".repeat(self.depth), escape(text)));
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)], end: &str) {
        self.text.push_str(&" ".repeat(self.depth));
        self.text.push('<');
        self.text.push_str(name);
        for (name, value) in attributes {
            self.text.push_str(&format!(" {name}=\"{}\"", escape(value)));
        }
        self.text.push_str(end);
    }
}

/// Escapes what neither an attribute's value nor a text may hold (XML 1.0 §2.3 and §2.4).
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_and_texts_are_escaped() {
        let mut xml = Xml::new();
        xml.empty("a", &[("b", "<&\">")]);
        xml.text("c", "<&>");
        assert!(xml.into_text().ends_with("<a b=\"&lt;&amp;&quot;>\"/>\n<c>&lt;&amp;></c>\n"));
    }
}
