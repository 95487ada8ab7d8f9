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
};

export const language = (): string => document.documentElement.lang || "en";

/** A sentence in the page's language, with `{name}` places filled in. */
export function say(key: keyof typeof en, values: Record<string, string | number> = {}): string {
  const text = (language().startsWith("sv") ? sv : en)[key];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
