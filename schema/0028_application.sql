-- How long applications are kept that came to nothing.
INSERT INTO privacy_schedule (class, days, begins, law, action, verified, version) VALUES
	('application', 1095, 'ended', 'GDPR 5(1)(e)', 'erase', FALSE, 1);
