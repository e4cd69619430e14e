CREATE TABLE booking (
  payment TEXT NOT NULL,
  receipt TEXT NOT NULL);
