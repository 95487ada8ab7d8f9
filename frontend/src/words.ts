/** What scripts say. Pages themselves come translated from the server. */

const en = {
  searching: "Searching…",
  noMatch: "No address matches. Check the spelling, or write the street only.",
  matches: "{n} addresses. Use the arrow keys to choose.",
  chosen: "Chosen: {label}",
  notChosen: "Choose the address in the list, so that the right home is meant.",
  searchFailed: "The search does not answer just now. What you have written is kept.",
  justNow: "just now",
  noMap: "This browser cannot draw the map. Everything on it is also in the table.",
  mapFailed: "The map could not be loaded. Everything on it is also in the table.",
  map: "Map",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  showAll: "Show everything",
  open: "Open",
  close: "Close",
  attribution: "Sources",
  twoFingers: "Use two fingers to move the map",
  place: "Place",
  burglary: "Burglary",
  burglaryDraft: "Reported, not confirmed",
  burglaryEarlier: "Earlier burglary",
  cocoon: "Cocoon",
  doorOpen: "To visit",
  doorNext: "Next door",
  doorTalked: "Talked to",
  doorVisited: "Visited, not talked to",
  doorDeclined: "Declined or not reachable",
  doorComeBack: "Come back",
  unsentOne: "1 record on this phone has not been sent yet. Stay signed in: it is sent by itself when there is a connection, and then you can sign out.",
  unsentMany: "{n} records on this phone have not been sent yet. Stay signed in: they are sent by themselves when there is a connection, and then you can sign out.",
  stay: "Stay signed in",
};

const sv: Record<keyof typeof en, string> = {
  searching: "Söker …",
  noMatch: "Ingen adress stämmer. Kontrollera stavningen eller skriv bara gatan.",
  matches: "{n} adresser. Välj med piltangenterna.",
  chosen: "Vald: {label}",
  notChosen: "Välj adressen i listan, så att det blir rätt bostad.",
  searchFailed: "Sökningen svarar inte just nu. Det du har skrivit finns kvar.",
  justNow: "nyss",
  noMap: "Den här webbläsaren kan inte visa kartan. Allt på den finns också i tabellen.",
  mapFailed: "Kartan kunde inte hämtas. Allt på den finns också i tabellen.",
  map: "Karta",
  zoomIn: "Zooma in",
  zoomOut: "Zooma ut",
  showAll: "Visa allt",
  open: "Öppna",
  close: "Stäng",
  attribution: "Källor",
  twoFingers: "Flytta kartan med två fingrar",
  place: "Plats",
  burglary: "Inbrott",
  burglaryDraft: "Anmält, inte bekräftat",
  burglaryEarlier: "Tidigare inbrott",
  cocoon: "Kokong",
  doorOpen: "Att besöka",
  doorNext: "Nästa dörr",
  doorTalked: "Samtal",
  doorVisited: "Besökt utan samtal",
  doorDeclined: "Avböjt eller går inte att nå",
  doorComeBack: "Återbesök",
  unsentOne: "1 uppgift på telefonen är inte skickad än. Förbli inloggad: den skickas av sig själv när det finns täckning, och sedan kan du logga ut.",
  unsentMany: "{n} uppgifter på telefonen är inte skickade än. Förbli inloggad: de skickas av sig själva när det finns täckning, och sedan kan du logga ut.",
  stay: "Förbli inloggad",
};

export const language = (): string => document.documentElement.lang || "en";

/** A sentence in the page's language, with `{name}` places filled in. */
export function say(key: keyof typeof en, values: Record<string, string | number> = {}): string {
  const text = (language().startsWith("sv") ? sv : en)[key];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
