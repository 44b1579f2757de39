"""Radii of the zones around joints inside which neighbouring parts flow into each other (cm)."""

HIP_ZONE, KNEE_ZONE, SLEEVE_ZONE, ELBOW_ZONE, WRIST_ZONE = 13.5, 7.4, 9.5, 5.6, 4.4
