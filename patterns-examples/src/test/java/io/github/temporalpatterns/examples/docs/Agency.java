// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import io.github.temporalpatterns.testing.Effects;
import io.temporal.failure.ApplicationFailure;
import java.util.HashSet;
import java.util.Set;

/** A travel agency that keeps the three rules of a saga's participant, for flights and hotels. */
class Agency implements Bookings {
  private final Effects effects;
  private final Set<String> booked = new HashSet<>();
  private final Set<String> cancelled = new HashSet<>();

  Agency(Effects effects) {
    this.effects = effects;
  }

  @Override
  public String bookFlight(String key, Trip trip) {
    return book(key);
  }

  @Override
  public void cancelFlight(String key) {
    cancel(key);
  }

  @Override
  public String bookHotel(String key, Trip trip) {
    return book(key);
  }

  @Override
  public void cancelHotel(String key) {
    cancel(key);
  }

  @Override
  public String rentCar(String key, Trip trip) {
    return book(key);
  }

  @Override
  public void returnCar(String rental) {
    cancel(rental);
  }

  @Override
  public void charge(String key, Trip trip) {
    book(key);
  }

  @Override
  public void refund(String key) {
    cancel(key);
  }

  @Override
  public void sendItinerary(String key, String flight) {
    book(key);
  }

  private synchronized String book(String key) {
    if (cancelled.contains(key)) {
      throw ApplicationFailure.newNonRetryableFailure(key + " was cancelled", "CANCELLED");
    }
    if (booked.add(key)) {
      effects.did(key);
    }
    return key;
  }

  private synchronized void cancel(String key) {
    if (cancelled.add(key) && booked.contains(key)) {
      effects.undid(key);
    }
  }
}
