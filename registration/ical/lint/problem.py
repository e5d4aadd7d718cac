"""What can be wrong with calendar bytes: the codes, and the sentence with its source for each."""

from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """The name of a fault; tests/interop/broken has a file of nearly the same name for each."""

    # octets and lines
    BYTE_ORDER_MARK = "byte-order-mark"
    NOT_UTF8 = "not-utf8"
    LINE_END = "line-end"
    UNFINISHED_LINE = "unfinished-line"
    LONG_LINE = "long-line"
    EMPTY_LINE = "empty-line"
    ORPHAN_FOLD = "orphan-fold"
    SPLIT_CHARACTER = "split-character"
    SPLIT_ESCAPE = "split-escape"
    CONTROL_CHARACTER = "control-character"
    # one content line
    MALFORMED_LINE = "malformed-line"
    MALFORMED_PARAMETER = "malformed-parameter"
    UNQUOTED_PARAMETER = "unquoted-parameter"
    QUOTE_IN_PARAMETER = "quote-in-parameter"
    CARET_ESCAPE = "caret-escape"
    REPEATED_PARAMETER = "repeated-parameter"
    UNKNOWN_PARAMETER = "unknown-parameter"
    MISPLACED_PARAMETER = "misplaced-parameter"
    # components
    NOT_A_CALENDAR = "not-a-calendar"
    SECOND_CALENDAR = "second-calendar"
    UNBALANCED = "unbalanced"
    UNEXPECTED_COMPONENT = "unexpected-component"
    ALARM = "alarm"
    NO_EVENT = "no-event"
    LATE_PROPERTY = "late-property"
    HEAD_ORDER = "head-order"
    VERSION = "version"
    METHOD = "method"
    # properties
    UNKNOWN_PROPERTY = "unknown-property"
    MISPLACED_PROPERTY = "misplaced-property"
    REPEATED_PROPERTY = "repeated-property"
    MISSING_PROPERTY = "missing-property"
    # values
    BAD_ESCAPE = "bad-escape"
    UNESCAPED = "unescaped"
    NOT_AN_INTEGER = "not-an-integer"
    UNKNOWN_WORD = "unknown-word"
    NOT_A_URI = "not-a-uri"
    NOT_A_MAILTO = "not-a-mailto"
    BAD_DURATION = "bad-duration"
    BAD_OFFSET = "bad-offset"
    BAD_RECURRENCE = "bad-recurrence"
    BAD_TIME = "bad-time"
    VALUE_TYPE = "value-type"
    NOT_UTC = "not-utc"
    FLOATING_TIME = "floating-time"
    ZONE_NOT_ALLOWED = "zone-not-allowed"
    BAD_COLOR = "bad-color"
    # events, zones and the whole
    MIXED_TIMES = "mixed-times"
    END_NOT_AFTER_START = "end-not-after-start"
    END_AND_DURATION = "end-and-duration"
    MISSING_TIMEZONE = "missing-timezone"
    REPEATED_TIMEZONE = "repeated-timezone"
    TIMEZONE_PARTS = "timezone-parts"
    TIMEZONE_TABLE = "timezone-table"
    ATTENDEE_IN_FEED = "attendee-in-feed"
    ATTENDEE_COUNT = "attendee-count"
    ORGANIZER_COUNT = "organizer-count"
    UID_COUNT = "uid-count"
    STATUS_AND_METHOD = "status-and-method"
    DUPLICATE_UID = "duplicate-uid"


@dataclass(frozen=True)
class Problem:
    """One fault: its code, the number of the physical line (from 1), and a sentence with its source."""

    code: Code
    line: int
    sentence: str


def problem(code: Code, line: int, what: object = "") -> Problem:
    """The fault `code` on that line; `what` was found there, shortened to what fits in a log."""
    found = f": {str(what)[:60]!r}" if what != "" else ""
    return Problem(code, line, SENTENCES[code] + found)


SENTENCES = {
    Code.BYTE_ORDER_MARK: "The bytes begin with a byte order mark (RFC 5545 §3.4: BEGIN:VCALENDAR is first)",
    Code.NOT_UTF8: "The line is not UTF-8 (RFC 5545 §3.1.4)",
    Code.LINE_END: "The line does not end in CRLF (RFC 5545 §3.1)",
    Code.UNFINISHED_LINE: "The last line has no CRLF (RFC 5545 §3.1)",
    Code.LONG_LINE: "The line is longer than 75 octets (RFC 5545 §3.1)",
    Code.EMPTY_LINE: "The line is empty; a content line has a name and a value (RFC 5545 §3.1)",
    Code.ORPHAN_FOLD: "The line continues another, but none came before (RFC 5545 §3.1)",
    Code.SPLIT_CHARACTER: "The fold stands inside a UTF-8 character (RFC 5545 §3.1)",
    Code.SPLIT_ESCAPE: "The fold stands inside an escape (RFC 5545 §3.3.11, RFC 6868 §3)",
    Code.CONTROL_CHARACTER: "The line has a control character other than a tab (RFC 5545 §3.1)",
    Code.MALFORMED_LINE: "The line is not name, parameters, colon, value (RFC 5545 §3.1)",
    Code.MALFORMED_PARAMETER: "A parameter is not name=value (RFC 5545 §3.2)",
    Code.UNQUOTED_PARAMETER: "A parameter with a colon, semicolon or comma is not in quotes (RFC 5545 §3.2)",
    Code.QUOTE_IN_PARAMETER: "A quote stands inside a parameter's value; write ^' for it (RFC 6868 §3.1)",
    Code.CARET_ESCAPE: "A caret is followed by none of ^, n and ' (RFC 6868 §3.2)",
    Code.REPEATED_PARAMETER: "The parameter stands twice on the line (RFC 5545 §3.2)",
    Code.UNKNOWN_PARAMETER: "No standard knows the parameter, and it does not begin with X- (RFC 5545 §3.2)",
    Code.MISPLACED_PARAMETER: "The parameter does not belong to this property (RFC 5545 §3.2)",
    Code.NOT_A_CALENDAR: "The line stands outside of BEGIN:VCALENDAR and END:VCALENDAR (RFC 5545 §3.4)",
    Code.SECOND_CALENDAR: "A second calendar object follows; we write one (RFC 5545 §3.4)",
    Code.UNBALANCED: "BEGIN and END do not match (RFC 5545 §3.4)",
    Code.UNEXPECTED_COMPONENT: "We do not write such a component there (RFC 5545 §3.6)",
    Code.ALARM: "An alarm rings on other people's devices; we send none (RFC 5545 §3.6.6)",
    Code.NO_EVENT: "The calendar has no component that it needs (RFC 5545 §3.6, RFC 5546 §3.2)",
    Code.LATE_PROPERTY: "A property of the calendar follows its components (RFC 5545 §3.4)",
    Code.HEAD_ORDER: "VERSION and PRODID are not the first properties (RFC 5545 §3.7)",
    Code.VERSION: "VERSION is not 2.0, or CALSCALE not GREGORIAN (RFC 5545 §3.7.4, §3.7.1)",
    Code.METHOD: "METHOD is not one for this kind: REQUEST or CANCEL, or PUBLISH in a feed (RFC 5546 §1.4)",
    Code.UNKNOWN_PROPERTY: "No standard knows the property, and it does not begin with X- (RFC 5545 §3.8.8)",
    Code.MISPLACED_PROPERTY: "The property does not belong to this component (RFC 5545 §3.6)",
    Code.REPEATED_PROPERTY: "The property stands more than once in its component (RFC 5545 §3.6)",
    Code.MISSING_PROPERTY: "The component lacks a property or its value (RFC 5545 §3.6, RFC 5546 §3.2)",
    Code.BAD_ESCAPE: "A backslash is followed by none of \\ ; , n N (RFC 5545 §3.3.11)",
    Code.UNESCAPED: "A comma or semicolon in a text has no backslash (RFC 5545 §3.3.11)",
    Code.NOT_AN_INTEGER: "The value is not a whole number in its range (RFC 5545 §3.3.8)",
    Code.UNKNOWN_WORD: "The value is none of the words that the standard lists (RFC 5545 §3.2, §3.8)",
    Code.NOT_A_URI: "The value is not a URI with a scheme, in ASCII (RFC 3986 §3, RFC 5545 §3.3.13)",
    Code.NOT_A_MAILTO: "The value is not a mailto: address (RFC 5545 §3.3.3, RFC 6068 §2)",
    Code.BAD_DURATION: "The value is not a positive duration (RFC 5545 §3.3.6)",
    Code.BAD_OFFSET: "The value is not an offset from UTC such as +0100 (RFC 5545 §3.3.14)",
    Code.BAD_RECURRENCE: "The value is not a recurrence rule (RFC 5545 §3.3.10)",
    Code.BAD_TIME: "The value is not a date or time of the calendar (RFC 5545 §3.3.4, §3.3.5)",
    Code.VALUE_TYPE: "VALUE is missing or does not fit the value (RFC 5545 §3.2.20, RFC 7986 §5.7)",
    Code.NOT_UTC: "The stamp is not in UTC with a Z (RFC 5545 §3.8.7)",
    Code.FLOATING_TIME: "The time has neither Z nor TZID, so it names no instant (RFC 5545 §3.3.5)",
    Code.ZONE_NOT_ALLOWED: "TZID stands beside a UTC time or a date (RFC 5545 §3.2.19)",
    Code.BAD_COLOR: "The value is not the name of a CSS colour (RFC 7986 §5.9)",
    Code.MIXED_TIMES: "DTSTART and DTEND are not both dates or both times (RFC 5545 §3.8.2.2)",
    Code.END_NOT_AFTER_START: "DTEND is not later than DTSTART (RFC 5545 §3.8.2.2)",
    Code.END_AND_DURATION: "The event has both DTEND and DURATION (RFC 5545 §3.6.1)",
    Code.MISSING_TIMEZONE: "TZID names a zone without a VTIMEZONE here (RFC 5545 §3.2.19)",
    Code.REPEATED_TIMEZONE: "The VTIMEZONE stands twice (RFC 5545 §3.6.5)",
    Code.TIMEZONE_PARTS: "The VTIMEZONE has neither STANDARD nor DAYLIGHT (RFC 5545 §3.6.5)",
    Code.TIMEZONE_TABLE: "The VTIMEZONE lists dates by RDATE, which Outlook mishandles (RFC 5545 §3.6.5)",
    Code.ATTENDEE_IN_FEED: "A published calendar names an ATTENDEE (RFC 5546 §3.2.1)",
    Code.ATTENDEE_COUNT: "An invitation has not exactly one ATTENDEE (RFC 5546 §3.2.2; one mail, one person)",
    Code.ORGANIZER_COUNT: "An invitation has not exactly one ORGANIZER (RFC 5546 §3.2.2)",
    Code.UID_COUNT: "An invitation has not exactly one event with one UID (RFC 5546 §3.2.2)",
    Code.STATUS_AND_METHOD: "STATUS:CANCELLED goes with METHOD:CANCEL and with no REQUEST (RFC 5546 §3.2.5)",
    Code.DUPLICATE_UID: "Two events share a UID and have no RECURRENCE-ID (RFC 5545 §3.8.4.7)",
}
