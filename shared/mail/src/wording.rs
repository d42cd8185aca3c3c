//! An application's own words: a small Markdown with `{{variables}}`, as HTML and as text (behaviour 3.17).
//!
//! Variables are filled in after the Markdown was read, and escaped: what a person is called can never become a link or markup.

use domain::email_template::{MAX_BODY, MAX_SUBJECT, Wording};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

const LINK_STYLE: &str = "color:#1d4ed8";
const PARAGRAPH: &str = "margin:0 0 16px";

/// A text in both forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Body {
    pub(crate) html: String,
    pub(crate) text: String,
}

impl Body {
    /// One paragraph without markup.
    pub(crate) fn plain(text: &str) -> Self {
        Self {
            html: escape(text),
            text: text.to_owned(),
        }
    }
}

/// Words that fit a mail.
pub(crate) struct Worded {
    pub(crate) subject: String,
    pub(crate) heading: Option<String>,
    pub(crate) body: Body,
}

impl Worded {
    /// `None`: they cannot be read, or name something that this mail has not.
    pub(crate) fn new(wording: &Wording, variables: &[(&str, String)]) -> Option<Self> {
        let mut writer = Writer::new(variables);
        let subject = writer.fill(&wording.subject);
        writer.read(&wording.body);
        writer.problems.is_empty().then(|| Self {
            subject,
            heading: writer.heading.filter(|heading| !heading.trim().is_empty()),
            body: Body {
                html: writer.html,
                text: writer.text.trim_end().to_owned(),
            },
        })
    }
}

/// What is wrong with words for a mail that has `variables`: the field and a sentence each.
pub fn problems(wording: &Wording, variables: &[&str]) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    let subject = wording.subject.trim();
    if subject.is_empty() || subject.chars().count() > MAX_SUBJECT || subject.chars().any(char::is_control) {
        found.push(("subject", format!("Use one line of 1 to {MAX_SUBJECT} characters.")));
    }
    let length = wording.body.chars().count();
    if wording.body.trim().is_empty() || length > MAX_BODY {
        found.push(("body", format!("Use 1 to {MAX_BODY} characters.")));
        return found;
    }
    let known: Vec<(&str, String)> = variables.iter().map(|name| (*name, "1".to_owned())).collect();
    let mut writer = Writer::new(&known);
    writer.fill(&wording.subject);
    found.extend(writer.problems.drain(..).map(|problem| ("subject", problem)));
    writer.read(&wording.body);
    found.extend(writer.problems.drain(..).map(|problem| ("body", problem)));
    if writer.text.trim().is_empty() {
        found.push(("body", "Say something besides the heading.".to_owned()));
    }
    found
}

struct Writer<'a> {
    variables: &'a [(&'a str, String)],
    html: String,
    text: String,
    heading: Option<String>,
    in_heading: bool,
    /// Addresses of the links that are open.
    links: Vec<String>,
    /// Numbers of the lists that are open; `None` is a list without.
    lists: Vec<Option<u64>>,
    problems: Vec<String>,
}

impl<'a> Writer<'a> {
    const fn new(variables: &'a [(&'a str, String)]) -> Self {
        Self {
            variables,
            html: String::new(),
            text: String::new(),
            heading: None,
            in_heading: false,
            links: Vec::new(),
            lists: Vec::new(),
            problems: Vec::new(),
        }
    }

    fn read(&mut self, body: &str) {
        // Braces are no Markdown, but an underscore between them would be.
        for event in Parser::new_ext(body, Options::empty()) {
            match event {
                Event::Start(tag) => self.start(&tag),
                Event::End(tag) => self.end(tag),
                Event::Text(text) | Event::Code(text) => self.say(&text),
                Event::SoftBreak => self.put(" ", " "),
                Event::HardBreak => self.put("<br>", "\n"),
                Event::Rule => self.put(
                    "<hr style=\"border:0;border-top:1px solid #d4d4d8;margin:0 0 16px\">",
                    "----\n\n",
                ),
                Event::Html(_) | Event::InlineHtml(_) => self.refuse("HTML is not possible here; use Markdown."),
                _ => self.refuse("Use paragraphs, lists, emphasis and links only."),
            }
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph => self.put(&format!("<p style=\"{PARAGRAPH}\">"), ""),
            Tag::Heading { .. } if self.heading.is_none() && self.html.is_empty() => {
                self.heading = Some(String::new());
                self.in_heading = true;
            }
            Tag::Heading { .. } => self.put("<h2 style=\"margin:0 0 8px;font-size:17px\">", ""),
            Tag::Strong => self.put("<strong>", ""),
            Tag::Emphasis => self.put("<em>", ""),
            Tag::List(first) => {
                self.lists.push(*first);
                let open = if first.is_some() { "<ol" } else { "<ul" };
                self.put(
                    &format!("{open} style=\"margin:0 0 16px;padding-inline-start:24px\">"),
                    "",
                );
            }
            Tag::Item => {
                let mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number = number.saturating_add(1);
                        format!("{}. ", number.saturating_sub(1))
                    }
                    _ => "- ".to_owned(),
                };
                self.put("<li>", &mark);
            }
            Tag::Link { dest_url, .. } => self.open_link(dest_url),
            Tag::Image { .. } => self.refuse("Images are not possible here: they tell who opened a mail."),
            Tag::HtmlBlock => {}
            _ => self.refuse("Use paragraphs, lists, emphasis and links only."),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.put("</p>", "\n\n"),
            TagEnd::Heading(_) if self.in_heading => self.in_heading = false,
            TagEnd::Heading(_) => self.put("</h2>", "\n\n"),
            TagEnd::Strong => self.put("</strong>", ""),
            TagEnd::Emphasis => self.put("</em>", ""),
            TagEnd::Item => self.put("</li>", "\n"),
            TagEnd::List(ordered) => {
                self.lists.pop();
                self.put(if ordered { "</ol>" } else { "</ul>" }, "\n");
            }
            TagEnd::Link => {
                let address = self.links.pop().unwrap_or_default();
                self.put("</a>", &format!(" ({address})"));
            }
            _ => {}
        }
    }

    fn open_link(&mut self, address: &str) {
        if !address.starts_with("https://") && !address.starts_with("mailto:") {
            self.refuse("A link begins with https:// or mailto:.");
        }
        self.links.push(address.to_owned());
        self.put(&format!("<a href=\"{}\" style=\"{LINK_STYLE}\">", escape(address)), "");
    }

    fn say(&mut self, text: &str) {
        let filled = self.fill(text);
        match &mut self.heading {
            Some(heading) if self.in_heading => heading.push_str(&filled),
            _ => {
                self.html.push_str(&escape(&filled));
                self.text.push_str(&filled);
            }
        }
    }

    fn put(&mut self, html: &str, text: &str) {
        if !self.in_heading {
            self.html.push_str(html);
            self.text.push_str(text);
        }
    }

    /// A text with its variables filled in.
    fn fill(&mut self, text: &str) -> String {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            filled.push_str(before);
            let Some((name, tail)) = after.split_once("}}") else {
                self.refuse("A {{ has no }}.");
                return filled;
            };
            if let Some((_, value)) = self.variables.iter().find(|(known, _)| *known == name.trim()) {
                filled.push_str(value);
            } else {
                self.refuse_name(name.trim());
            }
            rest = tail;
        }
        filled.push_str(rest);
        filled
    }

    fn refuse_name(&mut self, name: &str) {
        let known: Vec<&str> = self.variables.iter().map(|(known, _)| *known).collect();
        let known = known.join(", ");
        self.refuse(&format!("There is no variable {name}. This mail has: {known}."));
    }

    fn refuse(&mut self, problem: &str) {
        if !self.problems.iter().any(|known| known == problem) {
            self.problems.push(problem.to_owned());
        }
    }
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
#[expect(clippy::panic, reason = "tests")]
mod tests {
    use super::*;

    fn wording(subject: &str, body: &str) -> Wording {
        Wording {
            subject: subject.to_owned(),
            body: body.to_owned(),
        }
    }

    #[test]
    fn markdown_becomes_html_and_text() {
        let own = wording(
            "{{code}} for {{ app }}",
            "# Hello\n\nYour **code** for {{app}}.\n\n1. Type it\n2. [Help](https://acme.example/help?a=1&b=2)",
        );
        let variables = [
            ("app", "<Acme> & [x](https://evil.example)".to_owned()),
            ("code", "123456".to_owned()),
        ];
        let Some(worded) = Worded::new(&own, &variables) else {
            panic!("it is good")
        };
        assert_eq!(worded.heading.as_deref(), Some("Hello"));
        assert!(worded.subject.starts_with("123456 for <Acme>"));
        assert!(
            worded
                .body
                .html
                .contains("<strong>code</strong> for &lt;Acme&gt; &amp; [x](https://evil.example).")
        );
        assert!(
            worded
                .body
                .html
                .contains("href=\"https://acme.example/help?a=1&amp;b=2\"")
        );
        assert!(
            !worded.body.html.contains("href=\"https://evil"),
            "a name is never markup"
        );
        assert!(
            worded
                .body
                .text
                .contains("1. Type it\n2. Help (https://acme.example/help?a=1&b=2)")
        );
    }

    #[test]
    fn what_a_mail_has_not_is_not_said() {
        assert!(Worded::new(&wording("{{code}}", "Hello"), &[("app", "Acme".to_owned())]).is_none());
    }

    #[test]
    fn every_mistake_is_named() {
        let of = |subject: &str, body: &str| problems(&wording(subject, body), &["app", "code"]);
        assert!(of("{{code}} for {{app}}", "# Hi\n\nWelcome to **{{app}}**.").is_empty());
        for (subject, body, field) in [
            ("", "x", "subject"),
            ("a\nb", "x", "subject"),
            ("{{link}}", "x", "subject"),
            ("x", " ", "body"),
            ("x", "# only a heading", "body"),
            ("x", "{{nobody}}", "body"),
            ("x", "{{app", "body"),
            ("x", "<script>alert(1)</script>", "body"),
            ("x", "a <b>b</b>", "body"),
            ("x", "![x](https://evil.example/x.png)", "body"),
            ("x", "[x](javascript:alert(1))", "body"),
            ("x", "    code", "body"),
        ] {
            let found = of(subject, body);
            assert!(
                found.iter().any(|(wrong, _)| *wrong == field),
                "{subject} {body}: {found:?}"
            );
        }
        let long = "x".repeat(MAX_BODY + 1);
        assert_eq!(of("x", &long).len(), 1);
    }
}
