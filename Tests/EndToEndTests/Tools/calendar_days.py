"""Reads a calendar file with the icalendar library and prints each event: day, summary, UID."""
import sys

from icalendar import Calendar

with open(sys.argv[1], "rb") as file:
    calendar = Calendar.from_ical(file.read())
assert calendar["version"] == "2.0" and calendar["prodid"], "no version or product"
assert not calendar.errors, calendar.errors
print(f"name\t{calendar['x-wr-calname']}")
for event in calendar.walk("VEVENT"):
    assert not event.errors, event.errors
    start, end = event["dtstart"].dt, event["dtend"].dt
    assert (end - start).days == 1 and not hasattr(start, "hour"), f"{start} is no whole day"
    assert event["dtstamp"].dt.tzinfo is not None, "the stamp is not in UTC"
    print(f"{start.isoformat()}\t{event['summary']}\t{event['uid']}")
