"""The portal: pages that show several rooms together, and those that belong to none.

Home (今天可以参与什么), the staff's start page (今天要办), what the site says about itself, and
what machines ask a site for. It composes what the rooms below return and keeps no table.
"""
