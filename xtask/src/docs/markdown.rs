//! What a page holds besides its words: where its links lead, where links can lead in it, and its snippets.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// How a place in the text is marked that is no heading.
const MARK: &str = "<a id=\"";

/// A page, read.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The targets of its links, as written, and where in the text each stands.
    pub(super) links: Vec<(String, Range<usize>)>,
    /// What can follow the `#` of a link to it.
    pub(super) anchors: BTreeSet<String>,
    pub(super) snippets: Vec<Snippet>,
}

/// A piece of code.
#[derive(Debug)]
pub(super) struct Snippet {
    pub(super) language: String,
    pub(super) text: String,
    /// The line of the page on which it begins.
    pub(super) line: usize,
}

/// Reads a page.
pub(super) fn read(text: &str) -> Page {
    let options = Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut page = Page::default();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    // What is inside a heading or a snippet, while one is read.
    let (mut heading, mut code) = (None, None);
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                page.links.push((dest_url.into_string(), range));
            }
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => {
                page.anchors.extend(heading.take().map(|title| numbered(&title, &mut seen)));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                let line = text[..range.start].lines().count() + 1;
                code =
                    Some(Snippet { language: language.into_string(), text: String::new(), line });
            }
            Event::End(TagEnd::CodeBlock) => page.snippets.extend(code.take()),
            Event::Text(words) | Event::Code(words) => match (&mut code, &mut heading) {
                (Some(snippet), _) => snippet.text.push_str(&words),
                (None, Some(title)) => title.push_str(&words),
                (None, None) => {}
            },
            Event::Html(html) | Event::InlineHtml(html) => page.anchors.extend(marked(&html)),
            _ => {}
        }
    }
    page
}

/// The anchor of a heading; one that repeats another gets a number.
fn numbered(title: &str, seen: &mut BTreeMap<String, usize>) -> String {
    let slug = slug(title);
    let count = seen.entry(slug.clone()).and_modify(|count| *count += 1).or_default();
    if *count == 0 { slug } else { format!("{slug}-{count}") }
}

/// A heading as it stands in an address.
fn slug(title: &str) -> String {
    let letters = title.trim().chars().flat_map(char::to_lowercase);
    let letters = letters.filter(|it| it.is_alphanumeric() || [' ', '-', '_'].contains(it));
    letters.map(|letter| if letter == ' ' { '-' } else { letter }).collect()
}

fn marked(html: &str) -> Option<String> {
    let (anchor, _) = html.split_once(MARK)?.1.split_once('"')?;
    Some(anchor.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "---\npage_title: \"a # b\"\n---\n\n# A `type` of it\n\n<a id=\"own\"></a>\n## Again\n\n## Again\n\n\
                        See [there](../b.md#c), `[not](this.md)` or [here](#again-1).\n\n```terraform\n# [no](link.md)\na = 1\n```\n";

    #[test]
    fn links_are_read_where_they_are_links() {
        let targets: Vec<String> = read(PAGE).links.into_iter().map(|(target, _)| target).collect();
        assert_eq!(targets, ["../b.md#c", "#again-1"]);
    }

    #[test]
    fn headings_and_marks_are_where_links_can_lead() {
        let anchors: Vec<String> = read(PAGE).anchors.into_iter().collect();
        assert_eq!(anchors, ["a-type-of-it", "again", "again-1", "own"]);
    }

    #[test]
    fn a_snippet_has_its_language_and_its_line() {
        let page = read(PAGE);
        let snippet = &page.snippets[0];
        assert_eq!((snippet.language.as_str(), snippet.line), ("terraform", 14));
        assert!(snippet.text.ends_with("a = 1\n"));
    }
}
