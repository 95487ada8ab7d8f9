import { GeolocateControl } from "maplibre-gl";

/** A button that shows on the map where this device is, how exactly that is known, and follows it. The browser is asked
 *  only once the button is pressed; nothing of it leaves the page. */
export const ownPosition = (): GeolocateControl =>
  new GeolocateControl({
    positionOptions: { enableHighAccuracy: true, timeout: 20_000 },
    trackUserLocation: true,
    showAccuracyCircle: true,
    fitBoundsOptions: { maxZoom: 17 },
  });
