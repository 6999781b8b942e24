// Reads messages as a calendar client would, with a parser that is not ours.
// Each line of the input is a JSON list of iCalendar messages in the order
// they came; each line of the output is what the client shows afterwards.
import { createInterface } from "node:readline";
import ICAL from "../../../web/node_modules/ical.js/dist/ical.js";

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(shown(JSON.parse(line))) + "\n");
}

function shown(messages) {
  const kept = new Map();
  const calendars = [];
  try {
    for (const message of messages) take(message, kept, calendars);
  } catch (e) {
    return { problem: String(e) };
  }
  return { calendars, events: [...kept.values()] };
}

// One UID is one event; the higher SEQUENCE counts, then the later DTSTAMP.
function take(message, kept, calendars) {
  const calendar = new ICAL.Component(ICAL.parse(message));
  calendars.push({
    // ical.js leaves a property that it does not know as it is written.
    name: (calendar.getFirstPropertyValue("x-wr-calname") ?? "").replace(/\\(.)/g, "$1"),
    method: calendar.getFirstPropertyValue("method") ?? "",
    again: String(calendar.getFirstPropertyValue("refresh-interval") ?? ""),
  });
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  for (const component of calendar.getAllSubcomponents("vevent")) {
    const event = read(component);
    const before = kept.get(event.uid);
    if (!before || event.sequence > before.sequence || (event.sequence === before.sequence && event.stamp >= before.stamp)) {
      kept.set(event.uid, event);
    }
  }
}

function read(component) {
  const event = new ICAL.Event(component);
  const text = (name) => component.getFirstPropertyValue(name) ?? "";
  const party = (p) => ({
    name: p.getParameter("cn") ?? "", address: p.getFirstValue(),
    role: p.getParameter("role") ?? "", status: p.getParameter("partstat") ?? "", rsvp: p.getParameter("rsvp") ?? "",
  });
  return {
    uid: event.uid, sequence: event.sequence ?? 0, stamp: text("dtstamp").toString(),
    title: event.summary ?? "", place: text("location"), text: text("description"), url: text("url"), status: text("status"),
    zone: event.startDate.zone?.tzid ?? "", wall: event.startDate.toString(),
    starts: event.startDate.toJSDate().toISOString(), ends: event.endDate.toJSDate().toISOString(),
    organizer: component.getAllProperties("organizer").map(party), attendees: component.getAllProperties("attendee").map(party),
  };
}
