// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import io.temporal.activity.ActivityInterface;

/** The services that a trip needs; each call that acts can be taken back. */
// region bookings
@ActivityInterface
public interface Bookings {
  String bookFlight(String key, Trip trip);

  void cancelFlight(String key);

  String bookHotel(String key, Trip trip);

  void cancelHotel(String key);

  // endregion

  String rentCar(String key, Trip trip);

  void returnCar(String rental);

  void charge(String key, Trip trip);

  void refund(String key);

  void sendItinerary(String key, String flight);
}
