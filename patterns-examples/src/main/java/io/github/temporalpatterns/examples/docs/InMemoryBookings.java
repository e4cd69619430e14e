// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import io.temporal.failure.ApplicationFailure;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bookings in memory; a real participant keeps the same in its database, in one transaction. */
public final class InMemoryBookings implements Bookings {
  private static final String UNDONE = "undone";

  private final Map<String, String> calls = new LinkedHashMap<>();

  @Override
  public String bookFlight(String key, Trip trip) {
    return act(key, "flight to " + trip.to());
  }

  @Override
  public void cancelFlight(String key) {
    undo(key);
  }

  @Override
  public String bookHotel(String key, Trip trip) {
    if (trip.to().equals("Atlantis")) {
      throw ApplicationFailure.newNonRetryableFailure("no hotel in Atlantis", "NO_HOTEL");
    }
    return act(key, "hotel in " + trip.to());
  }

  @Override
  public void cancelHotel(String key) {
    undo(key);
  }

  @Override
  public String rentCar(String key, Trip trip) {
    return act(key, key);
  }

  @Override
  public void returnCar(String rental) {
    undo(rental);
  }

  @Override
  public void charge(String key, Trip trip) {
    act(key, "charged " + trip.traveller());
  }

  @Override
  public void refund(String key) {
    undo(key);
  }

  @Override
  public void sendItinerary(String key, String flight) {
    act(key, "sent " + flight);
  }

  // region participant
  /** Acts once per key; the same key again gets the same answer. */
  private synchronized String act(String key, String result) {
    String before = calls.putIfAbsent(key, result);
    if (UNDONE.equals(before)) {
      throw ApplicationFailure.newNonRetryableFailure("came after its undo: " + key, "TOO_LATE");
    }
    return before != null ? before : result;
  }

  /** Undoes once per key; an unknown key is remembered, so that a late call is refused. */
  private synchronized void undo(String key) {
    calls.put(key, UNDONE);
  }
  // endregion
}
