// Reads a calendar from standard input with ical.js, by the time zones it brings itself.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const zones = new Map(
  calendar.getAllSubcomponents("vtimezone").map((component) => {
    const zone = new ICAL.Timezone(component);
    return [zone.tzid, zone];
  }),
);

function moment(property) {
  const time = property.getFirstValue();
  if (time.isDate) return time.toString();
  const tzid = property.getParameter("tzid");
  if (tzid) time.zone = zones.get(tzid);
  return time.convertToZone(ICAL.Timezone.utcTimezone).toString();
}

const events = calendar.getAllSubcomponents("vevent").map((event) => ({
  uid: event.getFirstPropertyValue("uid"),
  title: event.getFirstPropertyValue("summary"),
  status: event.getFirstPropertyValue("status"),
  starts: moment(event.getFirstProperty("dtstart")),
  ends: moment(event.getFirstProperty("dtend")),
}));
const name = calendar.getFirstPropertyValue("x-wr-calname");
process.stdout.write(JSON.stringify({ name, zones: [...zones.keys()], events }));
