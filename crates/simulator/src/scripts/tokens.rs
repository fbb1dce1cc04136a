//! The words and marks of a script, without its comments.

use std::{iter::Peekable, str::Chars};

/// A word, a literal or a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Word(String),
    Text(String),
    Number(String),
    Mark(char),
}

const MARKS: &str = "(){}.,;=+:!";

/// All of them, in order; nothing where there is one that no script of these shapes has.
pub(super) fn tokens(script: &str) -> Option<Vec<Token>> {
    let mut rest = script.chars().peekable();
    let mut tokens = Vec::new();
    while let Some(first) = rest.next() {
        match first {
            blank if blank.is_whitespace() => {}
            '/' => comment(&mut rest)?,
            '\'' | '"' => tokens.push(Token::Text(quoted(&mut rest, first)?)),
            digit if digit.is_ascii_digit() => {
                tokens.push(Token::Number(more(&mut rest, digit, |c| {
                    c.is_ascii_digit() || c == '.'
                })));
            }
            letter if of_name(letter) => {
                tokens.push(Token::Word(more(&mut rest, letter, of_name)));
            }
            mark if MARKS.contains(mark) => tokens.push(Token::Mark(mark)),
            _ => return None,
        }
    }
    Some(tokens)
}

fn of_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_' || letter == '$'
}

fn more(rest: &mut Peekable<Chars<'_>>, first: char, belongs: impl Fn(char) -> bool) -> String {
    let mut word = String::from(first);
    while let Some(next) = rest.next_if(|next| belongs(*next)) {
        word.push(next);
    }
    word
}

/// What follows a slash must be a comment: there is no division.
fn comment(rest: &mut Peekable<Chars<'_>>) -> Option<()> {
    match rest.next()? {
        '/' => while rest.next_if(|next| *next != '\n').is_some() {},
        '*' => {
            let mut last = ' ';
            loop {
                match rest.next()? {
                    '/' if last == '*' => break,
                    other => last = other,
                }
            }
        }
        _ => return None,
    }
    Some(())
}

fn quoted(rest: &mut Peekable<Chars<'_>>, quote: char) -> Option<String> {
    let mut text = String::new();
    loop {
        match rest.next()? {
            end if end == quote => return Some(text),
            '\n' => return None,
            '\\' => text.push(match rest.next()? {
                'n' => '\n',
                't' => '\t',
                same @ ('\\' | '\'' | '"' | '/') => same,
                _ => return None,
            }),
            other => text.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_left_out_and_texts_keep_what_stands_in_them() {
        let found = tokens("a.b /* c */ = 'd // \\'e' + 2.5; // f").unwrap();
        let word = |text: &str| Token::Word(text.to_owned());
        assert_eq!(
            found,
            [
                word("a"),
                Token::Mark('.'),
                word("b"),
                Token::Mark('='),
                Token::Text("d // 'e".to_owned()),
                Token::Mark('+'),
                Token::Number("2.5".to_owned()),
                Token::Mark(';'),
            ]
        );
    }

    #[test]
    fn what_is_unfinished_or_foreign_has_no_tokens() {
        for script in ["'a", "/* a", "a / b", "a[0]", "a < b", "`a`", "'\\x41'"] {
            assert_eq!(tokens(script), None, "{script}");
        }
    }
}
