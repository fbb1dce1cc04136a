//! Pages of a list, and the headers that lead from one to the next.

use crate::{
    api::Call,
    http::{Answer, Request},
};
use std::fmt::Write;
use url::form_urlencoded;

const DEFAULT_LIMIT: i64 = 10_000;

/// The part of a list that is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page {
    pub(super) limit: i64,
    pub(super) offset: i64,
    /// Whether the rows are counted.
    pub(super) counts: bool,
    links: bool,
}

impl Page {
    /// The page `request` asks for. Numbers that are none are ignored.
    pub(super) fn of(request: &Request) -> Self {
        let number = |name: &str| request.query_value(name)?.trim().parse::<i64>().ok();
        Self {
            limit: number("sysparm_limit").filter(|limit| *limit >= 0).unwrap_or(DEFAULT_LIMIT),
            offset: number("sysparm_offset").unwrap_or(0).max(0),
            counts: !request.query_flag("sysparm_no_count"),
            links: !request.query_flag("sysparm_suppress_pagination_header"),
        }
    }

    /// `answer` with `X-Total-Count` and `Link`. Without a count there is no last page, and a next
    /// one is always offered.
    pub(super) fn headers(self, call: &Call<'_>, answer: Answer, total: Option<i64>) -> Answer {
        let answer = match total {
            Some(total) => answer.with_header("X-Total-Count", total.to_string()),
            None => answer,
        };
        let links =
            self.relations(total).into_iter().fold(String::new(), |mut links, (to, name)| {
                let comma = if links.is_empty() { "" } else { "," };
                // Writing to a string cannot fail.
                let _ = write!(links, "{comma}<{}>;rel=\"{name}\"", self.url(call, to));
                links
            });
        if self.links && !links.is_empty() { answer.with_header("Link", links) } else { answer }
    }

    fn relations(self, total: Option<i64>) -> Vec<(i64, &'static str)> {
        let mut relations = vec![(0, "first")];
        if self.offset > 0 {
            relations.push((self.offset.saturating_sub(self.limit).max(0), "prev"));
        }
        let next = self.offset.saturating_add(self.limit);
        match total {
            Some(total) if total <= self.limit => relations.clear(),
            Some(total) => {
                if next < total {
                    relations.push((next, "next"));
                }
                let last = total.saturating_sub(1).checked_div(self.limit).unwrap_or(0);
                let last = last.saturating_mul(self.limit);
                relations.push((last, "last"));
            }
            None => relations.push((next, "next")),
        }
        relations
    }

    fn url(self, call: &Call<'_>, offset: i64) -> String {
        let moved = ["sysparm_limit", "sysparm_offset"];
        let kept = call.request.query.iter().filter(|(name, _)| !moved.contains(&name.as_str()));
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(kept)
            .append_pair("sysparm_limit", &self.limit.to_string())
            .append_pair("sysparm_offset", &offset.to_string())
            .finish();
        format!("{}{}?{query}", call.instance.world.url, call.request.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(limit: i64, offset: i64, total: Option<i64>) -> Vec<(i64, &'static str)> {
        Page { limit, offset, counts: true, links: true }.relations(total)
    }

    #[test]
    fn the_first_of_three_pages_leads_on_and_to_the_end() {
        assert_eq!(names(10, 0, Some(25)), [(0, "first"), (10, "next"), (20, "last")]);
    }

    #[test]
    fn the_last_page_leads_back() {
        assert_eq!(names(10, 20, Some(25)), [(0, "first"), (10, "prev"), (20, "last")]);
    }

    #[test]
    fn no_page_lies_beyond_the_largest_number() {
        let all = names(i64::MAX, i64::MAX, None);
        assert_eq!(all, [(0, "first"), (0, "prev"), (i64::MAX, "next")]);
        assert_eq!(names(1, i64::MAX, Some(0)), []);
    }

    #[test]
    fn one_page_needs_no_links() {
        assert_eq!(names(10, 0, Some(10)), []);
        assert_eq!(names(0, 0, Some(3)), [(0, "first"), (0, "next"), (0, "last")]);
    }
}
